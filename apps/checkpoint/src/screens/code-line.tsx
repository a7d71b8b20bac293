import type { CheckFinding } from '@tongxing/contract';
import { codeLine, type Reading } from '@tongxing/device';
import { useWords } from '../words/language.ts';
import { Sign } from './sign.tsx';

interface Props {
  readonly reading: Reading;
  readonly findings: readonly CheckFinding[];
  /** Whether it says whose it is. */
  readonly named: boolean;
}

export function CodeLine({ reading, findings, named }: Props) {
  const t = useWords();
  const line = codeLine(reading, findings, named);
  if (line === undefined) return null;
  const { sign, kind, whose, tags } = line;
  return (
    <p class="code-line">
      {sign !== undefined && (
        <span class={`colour tone-${sign.tone}`}>
          <Sign tone={sign.tone} />
          {t.say(sign.word)}
        </span>
      )}
      {kind !== undefined && <span class="colour">{t.say(kind)}</span>}
      {whose !== undefined && <span class="whose">{whose}</span>}
      {tags.map((tag) => (
        <span key={tag.en} class="tag">
          {t.say(tag)}
        </span>
      ))}
    </p>
  );
}
