import type { ColourShown } from '@tongxing/contract';
import type { Verdict } from '../telling/tell.ts';

export type Tone = ColourShown['tone'];

export const toneOfVerdict: Readonly<Record<Verdict, Tone>> = { pass: 'green', stop: 'red', 'cannot-tell': 'grey' };

const line = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 4,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

/** ✓ in a circle, ! in a triangle, ✕ in an octagon, ? in a square with rounded corners; in the colour of the text around it. */
export function Sign({ tone }: { readonly tone: Tone }) {
  return (
    <svg class="sign" viewBox="0 0 64 64" aria-hidden="true">
      {shapes[tone]()}
    </svg>
  );
}

const shapes = {
  green: () => (
    <>
      <circle {...line} cx="32" cy="32" r="28" />
      <path {...line} stroke-width="6" d="M19 33l9 9 18-20" />
    </>
  ),
  amber: () => (
    <>
      <path {...line} d="M32 6 61 57H3Z" />
      <Mark d="M32 25v15" dotAt={48.5} />
    </>
  ),
  red: () => (
    <>
      <path {...line} d="M20.5 4.5h23l16 16v23l-16 16h-23l-16-16v-23Z" />
      <path {...line} stroke-width="6" d="M22 22l20 20M42 22 22 42" />
    </>
  ),
  grey: () => (
    <>
      <rect {...line} x="5" y="5" width="54" height="54" rx="12" />
      <Mark d="M23 25c0-12 18-12 18 0 0 7-9 7-9 14" dotAt={48} />
    </>
  ),
};

function Mark({ d, dotAt }: { readonly d: string; readonly dotAt: number }) {
  return (
    <>
      <path {...line} stroke-width="6" d={d} />
      <circle cx="32" cy={dotAt} r="3.5" fill="currentColor" />
    </>
  );
}
