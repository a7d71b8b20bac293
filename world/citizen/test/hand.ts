import type { Phone } from './open-app.ts';

/** What a hand does on a page and an eye sees. The page before it may still be there, behind: the last one is meant. */
export const button = ({ page }: Phone, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
export const press = (phone: Phone, name: string | RegExp) => button(phone, name).last().click();
export const pick = ({ page }: Phone, name: string) => page.getByRole('radio', { name, exact: true }).last().click();
export const tick = ({ page }: Phone, name: string | RegExp) => page.getByRole('checkbox', { name }).last().click();
export const heading = ({ page }: Phone, name: string) =>
  page.getByRole('heading', { name, exact: true }).last().waitFor();
export const title = ({ page }: Phone, name: string) =>
  page.getByRole('heading', { name, exact: true, level: 1 }).last().waitFor();
export const says = ({ page }: Phone, text: string | RegExp) => page.getByText(text).last().waitFor();

/** A page by its address, as somebody opens it from her messages: `convert/index?part=consent`. */
export async function open({ page }: Phone, at: string): Promise<void> {
  await page.evaluate(`location.hash = '#/pages/${at}'`);
}
