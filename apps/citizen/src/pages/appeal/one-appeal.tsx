import { routes, type schemas } from '@tongxing/contract';
import { useCallback } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { Certificate } from '@/ui/certificate';
import { appealName, appealStanding } from '@/ui/appeal-words';
import { Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { dayAndTime } from '@/words/times';
import { Attachments } from './attachments';
import { SecondLook } from './second-look';

/** A case: where it stands, its clock, its answers, what was sent with it, and what can still be done. */
export function OneAppeal({ appealId }: { readonly appealId: string }) {
  const t = useWords();
  const ask = useCallback(() => node().call(routes.getAppeal, { params: { appealId } }), [appealId]);
  const { value: appeal, task, again } = useLoaded(ask);
  if (appeal === undefined) {
    return (
      <>
        {task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
        <TroubleBox task={task} />
      </>
    );
  }
  return (
    <>
      <Card title={t.say(appealName(appeal))}>
        <p className="why" role="status">
          {t.say(appealStanding(appeal, now(), t))}
        </p>
        {appeal.waiting !== null && <p>{t.say(appeal.waiting)}</p>}
        {appeal.laneNote !== null && <p className="notice">{t.say(appeal.laneNote.text)}</p>}
        <Rows rows={clockRows(appeal)} />
      </Card>
      {appeal.answers.map(({ answeredAt, answer, text }) => (
        <Card key={answeredAt} title={t('答复', 'The answer')}>
          <p className="why">{t.say(answer.text)}</p>
          {text !== '' && <p className="quote">{text}</p>}
          <p className="fine">{dayAndTime(t, answeredAt)}</p>
        </Card>
      ))}
      {appeal.certificateId !== null && <Certificate of={{ appealId }} />}
      <Attachments appeal={appeal} onAdded={again} />
      {appeal.secondLook === 'possible' && <SecondLook appealId={appealId} onAsked={again} />}
      <TroubleBox task={task} />
    </>
  );

  function clockRows({ number, waiting, lane, filedAt, dueAt, departsAt, source, state }: schemas.Appeal) {
    return [
      // What it waits for names the number too.
      waiting === null ? ([t('编号', 'Number'), number] as const) : undefined,
      lane === 'urgent' ? ([t('通道', 'Lane'), t('紧急通道', 'Urgent')] as const) : undefined,
      [t('提交', 'Filed'), dayAndTime(t, filedAt)] as const,
      state === 'open' ? ([t('最迟答复', 'Answer by'), dayAndTime(t, dueAt)] as const) : undefined,
      departsAt === null ? undefined : ([t('出发', 'You leave'), dayAndTime(t, departsAt)] as const),
      source === null
        ? undefined
        : ([
            t('数据来源', 'The source'),
            source.answeredAt === null
              ? t(
                  `已请其核实,${dayAndTime(t, source.dueAt)} 前答复`,
                  `asked to check, by ${dayAndTime(t, source.dueAt)}`,
                )
              : t(`${dayAndTime(t, source.answeredAt)} 已答复`, `answered ${dayAndTime(t, source.answeredAt)}`),
          ] as const),
    ];
  }
}
