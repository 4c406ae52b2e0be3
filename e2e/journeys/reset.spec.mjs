// Journey 12: get back in. Forgotten password, mail, link, new password, signed in; and nobody learns who is a member.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { another, cast, demo, expect, forget, look, press, pressed, signIn, test } from './support.mjs';

const NEW = 'seven slow snails sail';

/** Somebody whom no other journey signs in as, another one for each browser: three links an hour are enough for one. */
function forgetful(info) {
  const { slug, abroad } = cast();
  const rest = demo().people.filter((one) => ![slug, abroad.exchange].includes(one.exchange) && one.role === 'member');
  return rest[['wide', 'without-javascript', 'narrow'].indexOf(info.project.name)];
}

/** Without a mail server mails are files; a line of theirs may be broken, or its signs written as codes. */
async function mailsTo(email) {
  const folder = join(demo().data, 'mails');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.filter((text) => text.includes(`To: ${email}`)).map(plain);
}

/** Every text of a mail, in its words and as a page. */
function plain(text) {
  const boundary = text.match(/boundary="?([^"\r\n;]+)/)?.[1];
  if (!boundary) return decoded(text);
  return text.split(`--${boundary}`).slice(1, -1).map((part) => decoded(part.trimStart())).join('\n');
}

function decoded(text) {
  const [head, ...body] = text.split('\r\n\r\n');
  const whole = body.join('\r\n\r\n');
  if (/encoding: base64/i.test(head)) return Buffer.from(whole, 'base64').toString();
  if (!/encoding: quoted-printable/i.test(head)) return whole;
  return whole.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

const linkIn = (text) => text.match(/http\S+\/reset-password\/[0-9a-f]+/)?.[0];

async function ask(page, email) {
  await page.goto('/reset-password');
  await page.locator('[name=email]').fill(email);
  await press(page);
  await expect(page.locator('h1')).toHaveCount(1);
  return page.locator('main').innerHTML();
}

/** The page at the width of its browser, and at the narrowest there is. */
async function lookTwice(page, name, info) {
  await look(page, name, info);
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await look(page, name, info);
  await page.setViewportSize(usual);
}

test('whoever forgot the password gets back in with a link that works once', { tag: '@any-day' }, async ({ page }, info) => {
  const person = forgetful(info);
  await page.goto('/sign-in');
  await press(page, page.locator('main a[href="/reset-password"]'));
  await lookTwice(page, 'reset-ask', info);
  const known = await ask(page, person.email);
  await lookTwice(page, 'reset-sent', info);
  expect(await ask(page, 'nobody-of-that-name@example.org'), 'the same answer for somebody unknown').toEqual(known);

  let link;
  await expect(async () => {
    link = (await mailsTo(person.email)).map(linkIn).find(Boolean);
    expect(link).toBeTruthy();
  }).toPass();
  expect(await mailsTo('nobody-of-that-name@example.org')).toEqual([]);

  // Looking uses nothing up: mail programs look at links too.
  await page.goto(link);
  await page.goto(link);
  await lookTwice(page, 'reset-set', info);
  await page.locator('[name=new]').fill('short');
  await press(page);
  await lookTwice(page, 'reset-set-wrong', info);
  await expect(page.locator('[name=new]')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[name=new]')).toHaveValue('');
  await page.locator('[name=new]').fill(NEW);
  // Somebody else signs in in another tab meanwhile: the link is still its owner's, and so is who is signed in then.
  const { payer: other } = cast();
  await another(page, other);
  await press(page);
  await lookTwice(page, 'reset-done', info);
  // Whoever comes in takes the place of who was signed in here.
  forget(other);
  await page.goto('/me');
  await expect(page).toHaveURL(/\/me$/);
  await expect(page.locator('main')).toContainText(person.email);

  await page.goto(link);
  await lookTwice(page, 'reset-over', info);
  await expect(page.locator('[name=new]')).toHaveCount(0);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.locator('[name=email]').fill(person.email);
  await page.locator('[name=password]').fill(NEW);
  await press(page);
  await expect(page).not.toHaveURL(/sign-in/);
});

test('a password is changed by nobody else who signs in meanwhile in the same browser', { tag: '@any-day' }, async ({ page }, info) => {
  const { payer, chair } = cast();
  await signIn(page, payer);
  await page.goto('/me/password');
  await page.locator('[name=password]').fill(payer.password);
  await page.locator('[name=new]').fill(NEW);
  await another(page, chair);
  expect(await pressed(page)).toBe(409);
  await look(page, 'somebody-elses-password', info);
  await expect(page.locator('main')).toContainText('This form was made');
  for (const one of [payer, chair]) {
    await page.context().clearCookies();
    forget(one);
    await signIn(page, one);
  }
});
