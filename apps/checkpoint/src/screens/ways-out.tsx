import type { Device, PersonAtDoor, Session } from '@tongxing/device';
import { useState } from 'preact/hooks';
import { BirthDateForm } from './birth-date-form.tsx';
import { IdentityForm } from './identity-form.tsx';
import { PaperTestForm } from './paper-test-form.tsx';
import type { TypedIdentity } from '../identity.ts';
import type { Opened } from '../open.ts';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';

interface Props {
  readonly person: PersonAtDoor;
  readonly device: Device;
  readonly session: Session;
  readonly documents: Opened['documents'];
  readonly readIdentity: Opened['readIdentity'];
}

type Way = 'document-lookup' | 'exemption' | 'manual-lane' | 'paper-test';

/** What may still be tried where the code is missing or cannot be judged, one at a time. */
export function WaysOut({ person, device, session, documents, readIdentity }: Props) {
  const t = useWords();
  const { checkId, judged, taken } = person;
  const [way, setWay] = useState<Way>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Bilingual>();
  if (judged.verdict === 'pass') return null;
  const names: Readonly<Record<Way, string>> = {
    'document-lookup': t('按证件查询', 'Ask by document'),
    exemption: t('按年龄免查', 'Exempt by age'),
    'manual-lane': t('人工登记', 'Register by hand'),
    'paper-test':
      person.paperTest === undefined
        ? t('记录纸质核酸报告', 'A test on paper')
        : t('已记录纸质报告', 'Test on paper noted'),
  };
  const end = () => {
    setWay(undefined);
    setTrouble(undefined);
  };
  const lookUp = async (typed: TypedIdentity) => {
    const read = readIdentity(typed, taken.day);
    if ('wrong' in read) return setTrouble(read.wrong);
    setBusy(true);
    try {
      const { verdict } = await device.lookUp(read.identity);
      session.take(checkId, { lookup: verdict });
      end();
    } catch (error) {
      setTrouble(troubleOf(error, noAnswer));
    } finally {
      setBusy(false);
    }
  };
  const register = async (typed: TypedIdentity) => {
    const read = readIdentity(typed, taken.day);
    if ('wrong' in read) return setTrouble(read.wrong);
    const registeredAt = new Date(device.now() * 1000).toISOString();
    await device.keep({
      kind: 'registration',
      content: { checkId, registeredAt, phone: read.phone, ...read.identity },
    });
    session.take(checkId, { registered: true });
    end();
  };
  const form = { documents, trouble, busy };
  if (way === undefined)
    return (
      <div class="ways">
        {([...judged.ways, 'paper-test'] as const).map((each) => (
          <button key={each} class="button" type="button" onClick={() => setWay(each)}>
            {names[each]}
          </button>
        ))}
      </div>
    );
  return (
    <section class="way" aria-label={names[way]}>
      <h3>{names[way]}</h3>
      {way === 'exemption' && (
        <BirthDateForm
          done={(birthDate) => {
            session.take(checkId, { exemption: { birthDate } });
            end();
          }}
        />
      )}
      {way === 'document-lookup' && (
        <IdentityForm {...form} phone={false} send={(typed) => void lookUp(typed)} sendWords={t('查询', 'Ask')} />
      )}
      {way === 'manual-lane' && (
        <IdentityForm {...form} phone send={(typed) => void register(typed)} sendWords={t('登记', 'Register')} />
      )}
      {way === 'paper-test' && (
        <PaperTestForm
          today={taken.day}
          done={(paperTest) => {
            session.takePaperTest(checkId, paperTest);
            end();
          }}
        />
      )}
      <button class="button quiet" type="button" onClick={end}>
        {t('返回', 'Back')}
      </button>
    </section>
  );
}

const noAnswer: Bilingual = {
  zh: '没有连上服务器,没有查询任何人。请联网后再试,或走人工登记、按年龄免查。',
  en: 'The server could not be reached and nobody was looked up. Try again with a network, register by hand, or go by age.',
};
