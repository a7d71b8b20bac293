import type { schemas } from '@tongxing/contract';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Call, Card, Rows } from '@/ui/kit';
import { dayAndTime } from '@/words/times';
import type { Bilingual } from '@/words/language';
import { Side } from './received-card';

const here: Bilingual = { zh: '本省', en: 'This province' };

/** Two provinces about her, side by side: what each says, whose turn it is until when, what happens by itself, what she can do. */
export function DisputeCard({ dispute }: { readonly dispute: schemas.Dispute }) {
  const t = useWords();
  const { province } = useKept();
  const { origin, destination, agree, mustAct, what, by, byItself, actions, appeal } = dispute;
  const ours = province?.name ?? here;
  const turns: Readonly<Record<schemas.Dispute['mustAct'], Bilingual>> = {
    origin: origin.name,
    destination: ours,
    you: { zh: '您', en: 'You' },
    nobody: { zh: '不用处理', en: 'Nobody' },
  };
  return (
    <>
      <Card title={t(`${origin.name.zh}怎么说`, `What ${origin.name.en} says`)}>
        <Side side={origin} />
        {origin.contact !== null && <Call phone={origin.contact} />}
      </Card>
      <Card title={t(`${ours.zh}怎么说`, `What ${ours.en} says`)}>
        <Side side={hereOf(destination)} />
      </Card>
      <Card title={agree ? t('怎样解除', 'How it ends') : t('两省说法不同', 'The two differ')}>
        <p className="why">{t.say(what)}</p>
        <Rows
          rows={[
            [t('由谁处理', 'Whose turn'), t.say(turns[mustAct])],
            by === null ? undefined : [t('期限', 'By'), dayAndTime(t, by)],
            [
              t('没有人处理时', 'By itself'),
              byItself.at === null
                ? t.say(byItself.what)
                : t(
                    `${dayAndTime(t, byItself.at)}:${byItself.what.zh}`,
                    `${dayAndTime(t, byItself.at)}: ${byItself.what.en}`,
                  ),
            ],
          ]}
        />
        {actions.includes('fileAppeal') && (
          <Button onClick={() => goTo('appeal/index')}>{t('提出申诉', 'Appeal')}</Button>
        )}
        {appeal !== null && (
          <Button kind="plain" onClick={() => goTo(`appeal/index?id=${appeal.appealId}`)}>
            {actions.includes('askSecondLook')
              ? t('看答复,可以申请复核', 'See the answer; another person can look')
              : actions.includes('addAppealAttachment')
                ? t('看申诉进度,补充材料', 'See how the appeal stands, add documents')
                : t('看申诉', 'See the appeal')}
          </Button>
        )}
      </Card>
    </>
  );
}

/** This province's side in the form of the other's. */
function hereOf({ colour, decidedAt, reasons }: schemas.Dispute['destination']) {
  const rules = reasons.map(({ ruleId, text, authority, documentNumber, until }) => ({
    ruleId,
    text,
    authority,
    documentNumber,
    until,
  }));
  return { colour, since: decidedAt, until: rules[0]?.until ?? null, rules };
}
