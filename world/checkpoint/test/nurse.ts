import type { Page } from 'playwright-core';
import { makePerson } from '../../people/person.ts';
import { typeLikeReader } from './in-page.ts';

/** The cards of people without a phone, as a reader types them: the number, then the name. */
export const cards: readonly string[] = Array.from({ length: 16 }, (_, n) =>
  makePerson({ seed: 76_100 + n, division: '140105' }),
).map(({ documentNumber, name }) => `${documentNumber} ${name}`);

/** What a nurse does on a page in Chinese. @param page the device may be opened anew, and is another page then */
export function nurseOn(page: () => Page) {
  const press = (name: string | RegExp) => page().getByRole('button', { name, exact: true }).click();
  const fill = (label: string, text: string) => page().getByLabel(label, { exact: true }).fill(text);
  const says = (text: string | RegExp) => page().getByText(text).first().waitFor();
  const scan = (text: string) => typeLikeReader(page(), text);
  return {
    press,
    fill,
    says,
    scan,
    counts: (count: string) => page().locator('.count', { hasText: count }).waitFor(),
    async begin(tube: string, size: string) {
      await press(size);
      await scan(tube);
      await says(tube);
    },
    async closeWith(count: number) {
      await press('封管');
      await fill('这一管实际采了几个人', String(count));
      await press('封好');
    },
    /** Opens a tube from the list, as the page says it: its number, or that something is to be settled. */
    async look(way: string | RegExp, tube: string) {
      await press(way);
      await page().getByRole('button', { name: tube }).click();
    },
  };
}
