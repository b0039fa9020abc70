import { expect, test } from 'vitest';
import { clientNetwork } from './network.ts';

test.each([
	['203.0.113.77', '203.0.113.0/24'],
	['::ffff:203.0.113.77', '203.0.113.0/24'],
	['127.0.0.1', '127.0.0.0/24'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
	['2001:db8::1', '2001:db8:0:0::/64'],
	['2001:db8:0:0:ffff::1', '2001:db8:0:0::/64'],
	['::1', '0:0:0:0::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64'],
	['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64']
])('%s is known as %s', (address, network) => {
	expect(clientNetwork(() => address)).toBe(network);
});

test.each(['', 'localhost', '203.0.113', '203.0.113.77, 10.0.0.1', 'x'.repeat(2000)])(
	'"%s" is unknown, and locks nobody out',
	(address) => expect(clientNetwork(() => address)).toBe('unknown')
);

test('a proxy that forgot its header locks nobody out', () => {
	expect(
		clientNetwork(() => {
			throw new Error('Address header was specified but is absent');
		})
	).toBe('unknown');
});
