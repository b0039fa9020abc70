import type { IntakeView } from '#lib/domain/questionnaire/view.ts';

/** A part of the stylesheet that only some pages need; `style/base.css` is in all of them. */
export type StylePart =
	'answers' | 'call' | 'hint' | 'idle' | 'languages' | 'lists' | 'problem' | 'writing';

/** What a page of the check-in needs beside the base, and nothing more: she pays for every byte. */
export function stylePartsOf({ page, problem, languages }: IntakeView): StylePart[] {
	const parts: StylePart[] = page.kind === 'come_back' ? [] : ['idle'];
	if (page.kind === 'question') {
		const { kind, other } = page.question;
		if (kind !== 'text') parts.push('answers');
		if (kind === 'text' || other) parts.push('writing');
	}
	if (page.kind === 'help' || page.kind === 'last') parts.push('lists');
	if (page.kind === 'danger') parts.push('call');
	if (problem !== null) parts.push('problem');
	if (languages.isOpen) parts.push('languages');
	return parts;
}
