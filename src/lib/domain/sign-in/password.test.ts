import { describe, expect, test } from 'vitest';
import { passwordProblem } from './password.ts';

const tried = new Set(['letmein', '123456', 'unbelievable', 'password']);
const problem = (password: string, email = 'juniper.valerian@larkfield.example') =>
	passwordProblem(password, { email, isKnown: (text) => tried.has(text) });

describe('a new password', () => {
	test.each([
		'twelve chars',
		'correct horse battery',
		'пароль из слов',
		'🌱🌿🍃🌳🌲🌴🎋🌵🌾🍀🍁🍂',
		'x'.repeat(199) + 'y'
	])('may be %j: length is all that is asked of it', (password) => {
		expect(problem(password)).toBeNull();
	});

	test.each([
		['has eleven characters', 'eleven char', 'short'],
		['has eleven characters of many bytes', '🌱🌿🍃🌳🌲🌴🎋🌵🌾🍀🍁', 'short'],
		['is longer than anybody types', 'xy'.repeat(101), 'long'],
		['is one that everybody tries', 'unbelievable', 'known'],
		['is one that everybody tries, in other letters', 'UnBelievable', 'known'],
		['is two of them side by side', 'Letmein123456', 'known'],
		['is one of them twice', 'passwordpassword', 'known'],
		['is a key held down', 'aaaaaaaaaaaaaa', 'known'],
		['is the e-mail', 'Juniper.Valerian@larkfield.example', 'email'],
		['is the name in the e-mail', 'juniper.valerian', 'email']
	])('is not taken when it %s', (_, password, why) => {
		expect(problem(password)).toBe(why);
	});
});
