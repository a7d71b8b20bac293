import { canonicalJson, type Fact } from '@tongxing/rules';

/** A fact before it is stored: what is known, by whom it was said, when it was so. */
export interface NewFact {
  readonly kind: Fact['kind'];
  readonly observedAt: Date;
  readonly data: unknown;
}

/** How far back the report of a source reaches, where the source does not say. */
export const usualPeriod = 'P14D';

/** That a source was asked and knows of nothing is told too: without it, silence could not be told from ignorance. */
export function reported(source: Fact['source'], observedAt: Date, facts: readonly NewFact[]): NewFact[] {
  return [{ kind: 'source-report', observedAt, data: { source, window: usualPeriod } }, ...facts];
}

/** What a fact says, as a text: two facts of one source with the same content are one, however often they are told. */
export function contentOf({ kind, data }: { readonly kind: string; readonly data: unknown }): string {
  return `${kind} ${canonicalJson(JSON.parse(JSON.stringify(data)))}`;
}

/** Facts that a source's answer about the person replaces; everything else that stands about her was told apart from such an answer. */
export const withinAnswer = 'answer';
