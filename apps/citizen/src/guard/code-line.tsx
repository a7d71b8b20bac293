import type { CheckFinding } from '@tongxing/contract';
import { codeLine, type Reading } from '@tongxing/device';
import { useWords } from '@/store/hooks';

interface Props {
  readonly reading: Reading;
  readonly findings: readonly CheckFinding[];
  /** Whether it says whose it is. */
  readonly named: boolean;
}

export function CodeLine({ reading, findings, named }: Props) {
  const t = useWords();
  const line = codeLine(reading, findings, named);
  if (line === undefined) return undefined;
  const { sign, kind, whose, tags } = line;
  return (
    <p className="guard-code">
      {sign !== undefined && (
        <span className={`guard-colour ${sign.tone}`}>
          <span className={`shape ${sign.tone}`} aria-hidden="true" />
          {t.say(sign.word)}
        </span>
      )}
      {kind !== undefined && <span>{t.say(kind)}</span>}
      {whose !== undefined && <span className="whole">{whose}</span>}
      {tags.map((tag) => (
        <span key={tag.en} className="guard-tag">
          {t.say(tag)}
        </span>
      ))}
    </p>
  );
}
