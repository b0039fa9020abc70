/** `label` is a fact about the case, not an urgency: it has no clock and never counts as one. */
export const severities = ['critical', 'high', 'medium', 'low', 'label'] as const;

export type Severity = (typeof severities)[number];
export type Overall = Exclude<Severity, 'label'> | 'none';

const ranks: Record<Severity, number> = { critical: 3, high: 2, medium: 1, low: 0, label: -1 };

/** 3 critical, 2 high, 1 medium, 0 low, -1 label: higher is sooner. */
export function rankOf(severity: Severity): number {
	return ranks[severity];
}

export function isHigh(severity: Severity | 'none'): boolean {
	return severity === 'high' || severity === 'critical';
}

/** The highest severity of these flags, labels not counted; `none` if nothing is left. */
export function overallOf(flags: readonly { severity: Severity }[]): Overall {
	const present = new Set(flags.map((flag) => flag.severity));
	if (present.has('critical')) return 'critical';
	if (present.has('high')) return 'high';
	if (present.has('medium')) return 'medium';
	return present.has('low') ? 'low' : 'none';
}
