import { routes, type schemas } from '@tongxing/contract';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { keepDraft, type AppealDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goOnTo } from '@/ui/go';
import { Button, Card, Choice, Statement, TroubleBox } from '@/ui/kit';
import type { Bilingual } from '@/words/language';
import { toInstant } from '@/words/times';
import { DepartureForm, departureAt } from './departure-form';

type Ground = AppealDraft['ground'];

const grounds: Readonly<Record<Ground, Bilingual>> = {
  'wrong-record': { zh: '记录有误', en: 'A record about me is wrong' },
  'not-mine': { zh: '记录不是我的', en: 'A record is not about me' },
  'rule-misapplied': { zh: '规则适用有误', en: 'The rule does not apply to me' },
  review: { zh: '请人工复核', en: 'Let a person look at it' },
};

/** What is wrong, in her words; who leaves soon goes the urgent way. What is written is kept until it is sent. */
export function NewAppeal() {
  const { drafts, health } = useKept();
  const t = useWords();
  const task = useTask();
  const keyOf = useIntent();
  const draft: AppealDraft = drafts.appeal ?? { ground: 'wrong-record', statement: '' };
  const change = (changed: Partial<AppealDraft>) => keepDraft({ appeal: { ...draft, ...changed } });
  const reasons = health?.reasons ?? [];
  const isReady =
    draft.statement.trim() !== '' && (draft.departure === undefined || departureAt(draft.departure) !== undefined);
  /** @param agreed the record is of another province, and she lets it be passed on */
  const file = async (agreed: boolean) => {
    const body = { ...filingOf(draft), ...(agreed ? { originConsent: { grade: 'asserted' } as const } : {}) };
    const { appealId } = await node().call(routes.fileAppeal, { body, idempotencyKey: await keyOf(body) });
    keepDraft({ appeal: undefined });
    goOnTo(`appeal/index?id=${appealId}`);
  };
  return (
    <>
      <p className="lead">
        {t(
          '每份申诉都由人办理,有期限,有答复。提交后可以添加照片或 PDF。',
          'A person deals with every appeal, within a term, and answers. Photos or PDFs can be added once it is filed.',
        )}
      </p>
      <Card title={t('哪里不对', 'What is wrong')}>
        {(Object.keys(grounds) as Ground[]).map((ground) => (
          <Choice
            key={ground}
            kind="radio"
            name={t.say(grounds[ground])}
            on={draft.ground === ground}
            onChange={() => change({ ground })}
          />
        ))}
      </Card>
      {reasons.length > 1 && (
        <Card title={t('针对哪条原因', 'Which reason')}>
          {reasons.map(({ ruleId, text }) => (
            <Choice
              key={ruleId}
              kind="radio"
              name={t.say(text)}
              on={(draft.ruleId ?? reasons[0]?.ruleId) === ruleId}
              onChange={() => change({ ruleId })}
            />
          ))}
        </Card>
      )}
      <Card>
        <Statement
          name={t('说明', 'In your words')}
          hint={t(
            '写明实际情况,例如当时在哪里、做没做过检测。',
            'What really was: where you were, say, or whether you were tested.',
          )}
          value={draft.statement}
          onInput={(statement) => change({ statement })}
        />
      </Card>
      <DepartureForm departure={draft.departure} onChange={(departure) => change({ departure })} />
      <Button disabled={!isReady} busy={task.busy} onClick={() => task.run(() => file(false))}>
        {t('提交申诉', 'File the appeal')}
      </Button>
      {task.trouble?.code === 'origin-consent-required' ? (
        <Card title={t('这条记录来自另一个省份', 'The record is of another province')}>
          <p>
            {t(
              '只有那个省份能核实和收回。同意后,本省把您的申诉和材料转给它,并按期限催办;已写的内容都在。',
              'Only that province can check it and take it back. If you agree, your appeal is passed on with its documents and a term; what you wrote is kept.',
            )}
          </p>
          <Button busy={task.busy} onClick={() => task.run(() => file(true))}>
            {t('同意转交并提交', 'Agree, and file it')}
          </Button>
        </Card>
      ) : (
        <TroubleBox task={task} />
      )}
    </>
  );
}

function filingOf({ ground, ruleId, statement, departure }: AppealDraft): schemas.AppealFiling {
  const departsAt = departure === undefined ? undefined : departureAt(departure);
  return {
    ground,
    statement: statement.trim(),
    ...(ruleId === undefined ? {} : { ruleId }),
    ...(departure === undefined || departsAt === undefined
      ? {}
      : { departure: { mode: departure.mode, number: departure.number, departsAt: toInstant(departsAt) } }),
  };
}
