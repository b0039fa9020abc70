/** What pg-boss's own driver is told: one address means the same to it as to ours. */
export function connectionOf(databaseUrl: string): {
	connectionString: string;
	ssl: false | { rejectUnauthorized?: boolean };
	connectionTimeoutMillis: number;
} {
	const address = new URL(databaseUrl);
	const mode = address.searchParams.get('sslmode') ?? address.searchParams.get('ssl');
	// pg reads `require` as "check the certificate" and our driver as "encrypt"
	for (const name of ['sslmode', 'ssl']) address.searchParams.delete(name);
	const ssl =
		mode === null || mode === 'disable'
			? false
			: mode === 'verify-full'
				? {}
				: { rejectUnauthorized: false };
	return { connectionString: address.href, ssl, connectionTimeoutMillis: 5000 };
}
