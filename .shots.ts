import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const demo = JSON.parse(readFileSync('.data/demo.json', 'utf8'));
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const out = '/tmp/heard/shots/';
const who = process.argv[2] ?? 'officer';
const desk = async (width: number, height: number, tag: string, opts = {}) => {
  const c = await b.newContext({ viewport: { width, height }, javaScriptEnabled: tag.includes('js'), ...opts });
  const p = await c.newPage();
  const s = demo.staff.find((x: any) => x.role === who);
  await p.goto(demo.deskUrl + '/desk/login'); await p.screenshot({ path: out + `login-${tag}.png` });
  await p.fill('[name=email]', s.email); await p.fill('[name=password]', s.password); await p.click('button[type=submit], main button');
  await p.waitForLoadState(); console.log(p.url());
  await p.screenshot({ path: out + `queue-${who}-${tag}.png` });
  const links = await p.$$eval('a[href*="/desk/concerns/"]', (a) => a.map((x) => (x as HTMLAnchorElement).href));
  if (links[0]) { await p.goto(links[0]); await p.screenshot({ path: out + `concern-${who}-${tag}.png`, fullPage: true }); }
  await p.goto(demo.deskUrl + '/desk/cases'); await p.screenshot({ path: out + `cases-${who}-${tag}.png` });
  const cl = await p.$$eval('a[href*="/desk/cases/"]', (a) => a.map((x) => (x as HTMLAnchorElement).href));
  if (cl[0]) { await p.goto(cl[0]); await p.screenshot({ path: out + `case-${who}-${tag}.png`, fullPage: true });
    const nl = await p.$$eval('a[href*="links/new"]', (a) => a.map((x) => (x as HTMLAnchorElement).href));
    if (nl[0]) { await p.goto(nl[0]); await p.screenshot({ path: out + `newlink-${tag}.png`, fullPage: true }); }
  }
  await c.close();
};
await desk(1360, 900, 'wide');
await desk(360, 800, 'narrow');
await b.close();
