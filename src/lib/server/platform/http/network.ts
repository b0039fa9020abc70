import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network a request comes from: IPv4 /24, IPv6 /64, never an address. `unknown` when it cannot
 * be told: a proxy that forgot its header must not lock her out, so all such requests share one
 * bucket and only misses count in it.
 */
export function clientNetwork(getAddress: () => string): string {
	try {
		return networkOf(getAddress());
	} catch {
		return 'unknown';
	}
}

function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
	if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
	const [withoutZone = ''] = address.split('%');
	if (isIPv6(withoutZone)) return `${firstHalf(withoutZone)}::/64`;
	return 'unknown';
}

/** The first four groups, spelled in one way: `2001:db8::1` and `2001:0DB8:0:0::1` are one network. */
function firstHalf(address: string): string {
	const [head = '', tail] = address.toLowerCase().split('::');
	const before = groupsOf(head);
	const after = groupsOf(tail ?? '');
	const missing = tail === undefined ? 0 : 8 - before.length - after.length;
	return [...before, ...Array<string>(missing).fill('0'), ...after]
		.slice(0, 4)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':');
}

/** A dotted end stands for two groups; what it says is in the second half and does not matter. */
function groupsOf(text: string): string[] {
	return text
		.split(':')
		.filter((group) => group !== '')
		.flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
}
