import { isDecided, type Conversion } from '@/api/conversions';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button, Card, Rows } from '@/ui/kit';
import { vendor } from '@/vendor';
import { estimateWords, nextWords, stateNames } from '@/words/progress';
import { ago, dayAndTime } from '@/words/times';

/** What it waits for or how it ended, why, what helps, and when something happens next by itself. */
export function Standing({ conversion }: { readonly conversion: Conversion }) {
  const t = useWords();
  const { state, shown, cause, next, estimate, grade } = conversion;
  const at = now();
  return (
    <>
      <Card title={t.say(stateNames[state])}>
        {cause !== null && <p className="why">{t.say(cause.text)}</p>}
        {cause !== null && <p>{t.say(cause.cure)}</p>}
        <p role="status">{t.say(shown)}</p>
        {next !== null && <p>{nextWords(t, next, at)}</p>}
        {estimate !== null && <p className="hint">{estimateWords(t, estimate, at)}</p>}
        {grade !== null && <p className="hint">{t.say(grade.text)}</p>}
      </Card>
      <Contacts conversion={conversion} />
    </>
  );
}

/** From where to where, and since when. */
export function Details({ conversion }: { readonly conversion: Conversion }) {
  const t = useWords();
  return (
    <Card>
      <Rows
        rows={[
          [t('从', 'From'), <DivisionName code={conversion.originDivision} />],
          [t('到', 'To'), <DivisionName code={conversion.destination} />],
          [t('提交', 'Sent'), dayAndTime(t, conversion.submittedAt)],
          [
            t('最近变化', 'Last change'),
            isDecided(conversion)
              ? dayAndTime(t, conversion.updatedAt)
              : ago(t, now() - Date.parse(conversion.updatedAt)),
          ],
        ]}
      />
    </Card>
  );
}

/** Whom to turn to where she is going, the nearest first. */
function Contacts({ conversion: { contacts } }: { readonly conversion: Conversion }) {
  const t = useWords();
  if (contacts.length === 0) return undefined;
  return (
    <Card title={t('可以找谁', 'Whom to turn to')}>
      {contacts.map(({ division, name, phone }) => (
        <Button key={`${division} ${phone}`} kind="plain" onClick={() => vendor.call(phone.replace(/[^\d+]/g, ''))}>
          {`${t.say(name)} ${phone}`}
        </Button>
      ))}
    </Card>
  );
}
