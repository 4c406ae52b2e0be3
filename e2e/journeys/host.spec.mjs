// Journey 10: the host opens an exchange in three steps, and its chair gets in by the link that is handed over; and what comes before and
// after: somebody asks for one, the host suspends one.
import { demo, expect, look, press, signIn, test } from './support.mjs';

const host = () => ({ email: 'hedda@manyhands.example', password: demo().people[0].password });

test('the host opens an exchange in three steps and its chair gets in', { tag: '@any-day' }, async ({ page }, info) => {
  const nth = ['wide', 'without-javascript', 'narrow'].indexOf(info.project.name);
  const [name, slug, code] = [`Greenvale ${nth}`, `greenvale-${nth}`, `GRN${nth}`];
  await signIn(page, host());
  await page.goto('/host');
  await look(page, 'host', info);
  await press(page, page.locator('main a.button'));
  await look(page, 'opening-place', info);
  // An address that is taken: what was typed stays, and the page says so beside the field.
  await page.locator('[name=exchange]').fill(name);
  await page.locator('[name=slug]').fill(demo().people[0].exchange);
  await page.locator('[name=code]').fill(code);
  await page.locator('[name=template]').selectOption('time-bank');
  await press(page);
  await expect(page.locator('[name=exchange]')).toHaveValue(name);
  await expect(page.locator('#slug-error')).toBeVisible();
  await look(page, 'opening-taken', info);
  await page.locator('[name=slug]').fill(slug);
  await press(page);
  await expect(page.locator('[name=lowest]')).toHaveValue('20:00');
  await look(page, 'opening-rules', info);
  await press(page);
  await page.locator('[name=chair_name]').fill('Ida Moss');
  await page.locator('[name=chair_email]').fill(`ida-${nth}@greenvale.example`);
  await page.locator('[name=way]').selectOption('link');
  await look(page, 'opening-committee', info);
  await press(page);
  await look(page, 'opening-done', info);
  const link = new URL(await page.locator('main code.link').textContent());

  await page.context().clearCookies();
  await page.goto(link.pathname);
  await page.locator('[name=new]').fill('seven calm foxes dance slowly');
  await press(page);
  // Whoever has chosen a password is signed in.
  await page.goto(`/${slug}/settings`);
  await expect(page.locator('main')).toContainText('20:00');
});

test('a suspended exchange says so on its pages and takes nothing', { tag: '@any-day' }, async ({ page }, info) => {
  const slug = 'quayside';
  await signIn(page, host());
  await page.goto(`/host/exchanges/${slug}`);
  await look(page, 'hosted', info);
  await page.locator('[name=reason]').fill('The hall is being repaired.');
  await press(page, page.locator('main button[value=suspend]'));
  await look(page, 'hosted-suspended', info);
  await page.goto(`/${slug}`);
  await expect(page.locator('header.top')).toContainText('suspended');
  await look(page, 'suspended-public', info);
  await page.goto(`/host/exchanges/${slug}`);
  await page.locator('[name=reason]').fill('It is whole again.');
  await press(page, page.locator('main button[value=lift]'));
  await expect(page.locator('main button[value=suspend]')).toBeVisible();
});

test('somebody asks for an exchange', { tag: '@any-day' }, async ({ page }, info) => {
  await page.goto('/');
  await press(page, page.locator('main a[href="/ask"]'));
  await look(page, 'ask', info);
  await press(page, page.locator('main form.form button'));
  await look(page, 'ask-wrong', info);
  await page.locator('[name=community]').fill('Mill Lane');
  await page.locator('[name=place]').fill('By the mill');
  await page.locator('[name=purpose]').fill('We mend things.');
  await page.locator('[name=name]').fill('Rosa Quint');
  await page.locator('[name=email]').fill(`rosa-${info.project.name}@milllane.example`);
  await press(page, page.locator('main form.form button'));
  await expect(page.locator('main')).toContainText('mail');
  await look(page, 'ask-sent', info);
});
