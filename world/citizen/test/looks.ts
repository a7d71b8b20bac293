import type { Look as Device } from './open-app.ts';

export interface Look extends Required<Device> {
  readonly elder: boolean;
}

const factors = [
  ['zh-CN', 'en-GB'],
  [false, true],
  [false, true],
  ['phone', 'desktop'],
] as const;

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } } as const;

function lookOf(choice: readonly number[]): Look {
  const [language, elder, dark, size] = factors.map((values, factor) => values[choice[factor] as number]);
  return {
    language: language as Look['language'],
    elder: elder as boolean,
    dark: dark as boolean,
    ...sizes[size as keyof typeof sizes],
  };
}

/** Chinese or English, normal or elder, light or dark, phone or desktop. */
export const allLooks: readonly Look[] = Array.from({ length: 16 }, (_, number) =>
  lookOf([0, 1, 2, 3].map((factor) => (number >> factor) & 1)),
);

/** Any two choices come together in one of these. */
export const pairwiseLooks: readonly Look[] = [
  [0, 0, 0, 0],
  [0, 1, 1, 1],
  [1, 0, 1, 1],
  [1, 1, 0, 1],
  [1, 1, 1, 0],
].map(lookOf);

export function describeLook({ language, elder, dark, width }: Look): string {
  return `${language}, ${elder ? 'large type' : 'usual type'}, ${dark ? 'dark' : 'light'}, ${width} pixels wide`;
}
