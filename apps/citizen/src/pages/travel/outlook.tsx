import { colourSigns, type schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import { Call, Card, ColourSign, Rows } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

/** What she would be on arrival, by which rules, what test or declaration that takes, whom to tell, and what may still change. */
export function Outlook({ outlook }: { readonly outlook: schemas.TravelOutlook }) {
  const t = useWords();
  const { colour, summary, changes, declare, test, way, tell, reasons, unknown, rules, mayChange } = outlook;
  const needs = [declare, test?.text ?? null, way?.text ?? null].filter((text) => text !== null);
  return (
    <>
      <ColourSign sign={colourSigns[colour]} />
      <p className="why" role="status">
        {t.say(summary)}
      </p>
      {changes.map(({ at, colour: later }) => (
        <p key={at}>
          {t(
            `${dayAndTime(t, at)} 起为${colourSigns[later].word.zh}`,
            `${colourSigns[later].word.en} from ${dayAndTime(t, at)}`,
          )}
        </p>
      ))}
      {needs.length > 0 && (
        <Card title={t('要准备的', 'What it takes')}>
          {needs.map((text) => (
            <p key={text.zh}>{t.say(text)}</p>
          ))}
          {test !== null && (
            <Rows
              rows={[[t('采样时间', 'Sampled between'), `${dayAndTime(t, test.from)} – ${dayAndTime(t, test.until)}`]]}
            />
          )}
        </Card>
      )}
      <Card title={t('到了告诉谁', 'Whom to tell')}>
        <p>{t.say(tell.text)}</p>
        {tell.contacts.map(({ division, name, phone }) => (
          <div key={`${division} ${phone}`} className="list-text">
            <p>{t.say(name)}</p>
            <Call phone={phone} />
          </div>
        ))}
      </Card>
      {reasons.map((reason) => (
        <Card key={reason.ruleId} title={t('按哪条规则', 'By which rule')}>
          <p className="why">{t.say(reason.text)}</p>
          <Rows
            rows={[
              reason.until === null ? undefined : [t('到什么时候', 'Until'), dayAndTime(t, reason.until)],
              [t('怎样解除', 'What releases it'), t.say(reason.release)],
              [t('谁定的', 'Whose rule'), t.say(reason.authority)],
              [t('文件', 'Document'), reason.documentNumber],
            ]}
          />
        </Card>
      ))}
      {unknown.length > 0 && (
        <Card title={t('还不知道的', 'What is not known yet')}>
          {unknown.map(({ input, source, text, cure }) => (
            <div key={`${input.code} ${source.code}`} className="list-text">
              <p>{t.say(text)}</p>
              <p className="fine">{t.say(cure)}</p>
            </div>
          ))}
        </Card>
      )}
      <Card title={t('以下情况会改变结果', 'What may change this')}>
        {mayChange.map((text) => (
          <p key={text.zh}>{t.say(text)}</p>
        ))}
        <p className="fine">{t(`依据:${rules.whose.zh}`, `By: ${rules.whose.en}`)}</p>
      </Card>
    </>
  );
}
