// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- types that say what is null would be longer than this
// @ts-nocheck
/*
 * The only script of her pages; they work without it. It blanks the page the moment she leaves,
 * lets her leave with the Shift key, and closes a page that was forgotten. It keeps nothing, sends
 * nothing and asks for nothing: its two addresses are the exit and the page itself.
 *
 * It stands in every page as text, so old phones must understand it (ES5), and every byte is paid
 * thirty times in a check-in: scripts/inline.mjs makes it short.
 */
(function () {
	// eslint-disable-next-line no-restricted-properties -- the phone's own clock, which goes on in its sleep
	var now = Date.now;
	var began = now();
	var isLeaving;
	var presses = 0;
	// Shift is down, and nothing else was since
	var isAlone;
	var timer;

	function on(type, act) {
		addEventListener(type, act, true);
	}

	function find(selector) {
		return document.querySelector(selector);
	}

	// one of the sentences that an element brings; the same one again would be spoken again
	function say(line, nth) {
		var words = line.dataset[nth] || '';
		if (line.textContent !== words) line.textContent = words;
	}

	// nothing to see and nothing to press, before the next site loads: that can take long
	function blank() {
		document.body.style.visibility = 'hidden';
	}

	function replaceBy(address) {
		blank();
		// a second time would begin the request again
		if (!isLeaving) location.replace(address);
		isLeaving = true;
	}

	function leave() {
		showPresses(3);
		replaceBy('/leave');
	}

	// dots for the eye come from the style, by the attribute; the words are spoken
	function showPresses(count) {
		var status = find('[data-presses]');
		status.dataset.presses = presses = count;
		say(status, count);
	}

	function forgetPresses() {
		clearTimeout(timer);
		isAlone = false;
		if (presses) showPresses(0);
	}

	on('keydown', function (event) {
		if (event.keyCode !== 16) return forgetPresses();
		// with these it changes the language of the keyboard
		isAlone = !event.altKey && !event.ctrlKey;
	});
	on('keyup', function (event) {
		if (event.keyCode !== 16 || !isAlone) return;
		isAlone = false;
		if (presses > 1) return leave();
		if (!presses) timer = setTimeout(forgetPresses, 5000);
		showPresses(presses + 1);
	});
	on('mousedown', forgetPresses);

	function onClick(event) {
		var target = event.target;
		// the right button opens a menu; every other click stays in this tab
		if (target.pathname === '/leave' && event.button < 2) {
			event.preventDefault();
			leave();
		}
		// until now it was no button that sends: Enter would have pressed it instead of Continue
		if (target.id === 'here') target.type = 'submit';
	}
	on('click', onClick);
	on('auxclick', onClick);

	// by the clock, since a phone that sleeps stops its timers
	function watch() {
		var idle = find('[data-idle]');
		if (!idle) return;
		var left = Math.ceil(idle.dataset.idle - (now() - began) / 60000);
		say(idle, left);
		idle.parentNode.hidden = !idle.textContent;
		if (left < 1) replaceBy('/c');
	}
	setInterval(watch, 1000);
	on('visibilitychange', watch);

	// what a browser keeps for Back is kept blank, and asked for anew
	on('pagehide', blank);
	on('pageshow', function (event) {
		// not reload(): after a form it would send the form again
		if (event.persisted) location.replace(location.href.split('#')[0]);
	});
})();
