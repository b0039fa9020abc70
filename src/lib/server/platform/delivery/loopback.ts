/** Whether what is sent there stays on this machine. `hostname` as `URL` gives it. */
export const isLoopback = (hostname: string) =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
