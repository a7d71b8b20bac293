import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

const readHolders = async () => (await ownNode().call(routes.listCodeHolders, {})).holders;

/** Codes of other provinces that were converted from hers here: until when they are told of changes, and the way to end it. */
export function Elsewhere() {
  const t = useWords();
  const { value: holders, task, again } = useLoaded(readHolders);
  const ending = useTask();
  const end = async (division: string) => {
    await ownNode().call(routes.endCodeHolder, { body: { division } });
    again();
  };
  const standing = holders?.filter(({ endedAt }) => endedAt === null) ?? [];
  return (
    <>
      <TroubleBox task={task} />
      {standing.map(({ division, name, until }) => (
        <Card key={division} title={t(`${name.zh}的码`, `Code of ${name.en}`)}>
          <Rows rows={[[t('变化告知至', 'Told of changes until'), dayAndTime(t, until)]]} />
          <p className="hint">
            {t(
              '由本省的码转换。结束后那里的码随即停用。',
              'Converted from the one here. If you end it, it stops there too.',
            )}
          </p>
          <Button
            kind="plain"
            name={t(`结束${name.zh}的码`, `End the code of ${name.en}`)}
            busy={ending.busy}
            onClick={() => ending.run(() => end(division))}
          >
            {t('结束', 'End it')}
          </Button>
        </Card>
      ))}
      <TroubleBox task={ending} />
    </>
  );
}
