import type { Page } from 'playwright-core';
import { typeLikeReader } from './in-page.ts';
import { labelled } from './label.ts';
import type { Guard } from './open-guard.ts';

/** What a nurse does to see every screen, and with what. */
export interface Nurse {
  readonly guard: Guard;
  readonly zh: boolean;
  /** Tab and Enter, and nothing else. */
  readonly byKeyboard: boolean;
  /** The code of somebody, as her phone shows it now. */
  readonly code: () => Promise<string>;
  /** What a reader types of the documents of eleven others. */
  readonly cards: readonly string[];
  /** Of tubes beside the one before the camera. */
  readonly label: string;
  readonly examine: (screen: string) => Promise<void>;
}

/** Goes through all screens of collecting; the camera sees the label of a tube all the while. */
export async function seeCollection(nurse: Nurse): Promise<void> {
  const { guard, zh, cards, label, examine } = nurse;
  const { page } = guard;
  const press = (chinese: string, english: string) => pressIn(nurse, zh ? chinese : english);
  const scan = (text: string) => typeLikeReader(page, text);
  const counts = (text: string) => page.locator('.count', { hasText: text }).waitFor();
  const count = async (number: number) => {
    await page.locator('.count-input').waitFor();
    await page.keyboard.type(String(number));
    await press('封好', 'Close');
  };
  await press('采样登记', 'Register samples');
  await page.locator('.hint.loud', { hasText: labelled }).waitFor();
  await examine('begin');
  await press('10 混 1', 'Pool of 10');
  await counts('0 / 10');
  await examine('empty tube');
  await scan(await nurse.code());
  await counts('1 / 10');
  await scan('https://pay.example/1');
  await page.locator('.hint.loud').waitFor();
  await examine('not registered');
  await press('用证件登记', 'By document');
  await page.locator('select').waitFor();
  await examine('document');
  await press('返回', 'Back');
  for (const card of cards.slice(0, 9)) await scan(card);
  await counts('10 / 10');
  await examine('full');
  await press('封管', 'Close the tube');
  await page.locator('.count-input').waitFor();
  await examine('count');
  await count(9);
  await page.getByRole('alert').waitFor();
  await examine('differs');
  await press('先按此数封好,稍后核对', 'Close with this count and compare later');
  await page.locator('.care').waitFor();
  await press('单采', 'Single');
  await scan(label);
  await counts('0 / 1');
  await scan(cards[9]!);
  await counts('1 / 1');
  await press('封管', 'Close the tube');
  await count(1);
  await page.locator('.care').waitFor();
  await scan(`${label}-B`);
  await counts('0 / 1');
  await press('待处理 1', '1 to settle');
  await page.locator('.entry').first().waitFor();
  await examine('tubes');
  await page.locator('.entry').nth(2).click();
  await page.getByRole('heading', { name: label }).waitFor();
  await examine('tube');
  await page.locator('.person .button').first().click();
  await page.locator('fieldset').first().waitFor();
  await page.locator('fieldset .button').first().click();
  await examine('move');
  await press('返回', 'Back');
  await press('返回', 'Back');
  await page.locator('.entry').first().click();
  await page.getByRole('heading', { name: labelled }).waitFor();
  await examine('tube to settle');
  await press('返回', 'Back');
  await press('回到采样', 'Back to sampling');
  await press('装箱', 'Box');
  await scan(`BOX-${label}`);
  await counts('0');
  await scan(label);
  await counts('1');
  await examine('box');
}

async function pressIn({ guard: { page }, byKeyboard }: Nurse, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!byKeyboard) return button.click();
  await button.waitFor();
  for (let times = 0; times < 40; times += 1) {
    await page.keyboard.press('Tab');
    if (await isFocused(page, name)) return page.keyboard.press('Enter');
  }
  throw new Error(`${name} is not reached by Tab`);
}

/** Whether it has the focus, and one can see so. */
function isFocused(page: Page, name: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const focused = document.activeElement;
    return focused.textContent === ${JSON.stringify(name)} && getComputedStyle(focused).outlineStyle !== 'none';
  })()`);
}
