import type { RefusalCode } from '#lib/domain/errors.ts';
import type { SignedIn } from '#lib/server/desk/auth/signed-in.ts';
import type { Installation } from '#lib/server/platform/config.ts';
import type { Surface } from '#lib/server/platform/http/addresses.ts';

declare global {
	/** The exit script as an element of her pages: vite.config.ts puts it in. */
	const EXIT_SCRIPT: string;
	/** The parts of her stylesheet by name, as short as they get. */
	const STYLES: Readonly<Record<string, string>>;

	namespace App {
		interface Error {
			/** Key of a text. Never words of a library. */
			message: string;
			/** Set when a rule of ours refused. */
			code?: RefusalCode;
			/** Ties the page to its line in the log. */
			requestId?: string;
		}

		interface Locals {
			surface: Surface;
			/** Of the page. A visit sets its own. */
			language: string;
			/** IPv4 /24 or IPv6 /64, never an address. */
			network: string;
			requestId: string;
			installation: Installation;
			/** Null on intake, and for everybody who is not signed in. */
			staff: SignedIn | null;
			/** The database was away: the answer says 503, not 500. */
			isUnavailable: boolean;
			/** The stylesheet that stands in the page; the policy names its hash. */
			style: string | null;
		}
	}
}
