import type { schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import { Card, Rows } from '@/ui/kit';
import { dayAndTime, left } from '@/words/times';
import { now } from '@/phone/code';

/** What the colour rests on, reason by reason, each record in a sentence: for the person to check. */
export function Records({ told }: { readonly told: schemas.Explanation }) {
  const t = useWords();
  return (
    <>
      {told.reasons.map((reason) => (
        <Card key={reason.ruleId} title={t('原因', 'The reason')}>
          <p className="why">{t.say(reason.text)}</p>
          <Rows
            rows={[
              [
                t('到什么时候', 'Until'),
                reason.until === null
                  ? t('情况变化为止', 'something changes')
                  : `${dayAndTime(t, reason.until)}(${left(t, Date.parse(reason.until) - now())})`,
              ],
              [t('怎样解除', 'What releases it'), t.say(reason.release)],
              [t('谁定的', 'Whose rule'), t.say(reason.authority)],
              [t('文件', 'Document'), reason.documentNumber],
            ]}
          />
          {reason.facts.length > 0 && (
            <>
              <p className="field-name">{t('依据的记录,请核对', 'The records it rests on: please check')}</p>
              <ul className="list">
                {reason.facts.map((fact) => (
                  <li key={fact.id} className="list-item">
                    {t.say(fact.text)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Card>
      ))}
      {told.unknown.length > 0 && (
        <Card title={t('还不知道的', 'What is not known yet')}>
          {told.unknown.map(({ input, source, text, cure }) => (
            <div key={`${input.code} ${source.code}`} className="list-text">
              <p>{t.say(text)}</p>
              <p className="fine">{t.say(cure)}</p>
            </div>
          ))}
        </Card>
      )}
    </>
  );
}
