import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';

/** One line, as long as the application that was made ready on arrival has not become a code. It is read from the phone. */
export function ArrivedLine() {
  const { arrival, code, province } = useKept();
  const t = useWords();
  if (arrival === undefined || province === undefined) return undefined;
  if (code?.basis === 'conversion' && Date.parse(code.validFrom) >= Date.parse(arrival.arrivedAt)) return undefined;
  return (
    <button type="button" className="button plain" onClick={() => goTo('journeys/index')}>
      {t(`您已到${province.name.zh},点一下即可转换`, `You are in ${province.name.en}: one tap to convert`)}
    </button>
  );
}
