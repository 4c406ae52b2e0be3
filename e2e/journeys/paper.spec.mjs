// Journey 12 without mail: the committee hands out a code on paper, and from then on the code of the account is enough. And journey 1 by
// invitation: a link that somebody opens, and is a member as soon as the address is theirs.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cast, demo, expect, look, press, signIn, test } from './support.mjs';

const NEW = 'seven slow snails sail';

/** The text of the first mail to an address, with its lines joined, once it is there. */
async function mailTo(email) {
  const folder = join(demo().data, 'mails');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.find((text) => text.includes(`To: ${email}`))?.replace(/=\r\n/g, '').replace(/=3D/g, '=') ?? '';
}

test('who reads no mail gets a paper, chooses a password and signs in by the code of the account', async ({ page }, info) => {
  const { slug, chair } = cast();
  const name = `Old Tom ${info.project.name}`;
  await signIn(page, chair);
  await page.goto(`/${slug}/settings/members`);
  await page.locator('[name=name]').fill(name);
  await press(page);
  await expect(page).toHaveURL(/paper-code$/);
  await look(page, 'paper-make', info);
  await press(page);
  await look(page, 'paper-slip', info);
  const [account, paper] = await page.locator('main strong.code').allInnerTexts();

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await press(page, page.locator('main a[href="/paper-code"]'));
  await page.locator('[name=account]').fill(account.toLowerCase());
  await page.locator('[name=paper]').fill('0000-0000');
  await page.locator('[name=new]').fill(NEW);
  await press(page);
  await expect(page.locator('#paper-error')).toBeVisible();
  await look(page, 'paper-wrong', info);
  await page.locator('[name=paper]').fill(paper);
  await page.locator('[name=new]').fill(NEW);
  await press(page);
  await expect(page).toHaveURL(new RegExp(`/${slug}$`));
  await expect(page.locator('main')).toContainText(account);

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.locator('[name=email]').fill(account);
  await page.locator('[name=password]').fill(NEW);
  await press(page);
  await expect(page.locator('main')).toContainText(account);
});

test('whoever opens an invitation is a member as soon as the address is theirs', async ({ page }, info) => {
  const { slug, chair } = cast();
  const name = `Ivy ${info.project.name}`;
  const email = `ivy-${info.project.name}@mill.example`;
  await signIn(page, chair);
  await page.goto(`/${slug}/invitations`);
  await page.locator('[name=label]').fill(`Neighbours of ${info.project.name}`);
  await press(page);
  await expect(page.locator('main svg.qr')).toBeVisible();
  await look(page, 'invitation', info);
  const link = (await page.locator('main bdi.wrap').innerText()).replace(/^https?:\/\/[^/]+/, '');
  await page.goto(`/${slug}/invitations`);
  await look(page, 'invitations', info);

  await page.context().clearCookies();
  await page.goto(link);
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill('seven calm foxes dance slowly');
  await page.locator('[name=agree]').check();
  await look(page, 'invited-form', info);
  await press(page);
  const code = async () => (await mailTo(email)).match(/open: ([0-9A-Z]{4}-[0-9A-Z]{4})/)?.[1];
  await expect.poll(code).toBeTruthy();
  await page.locator('[name=code]').fill(await code());
  await press(page);
  await page.goto(`/${slug}`);
  await expect(page.locator('main')).toContainText('RIVR');

  // Their household: somebody is asked to act too.
  await page.goto('/me');
  await press(page, page.locator('main a[href*="/operators/"]'));
  await page.locator('[name=email]').fill(`kim-${info.project.name}@mill.example`);
  await press(page);
  await look(page, 'operators', info);
});
