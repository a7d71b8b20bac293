import { dropVisit } from '@/api/visits';
import { useWords } from '@/store/hooks';
import type { VisitToSend } from '@/store/kept';
import { Button, Card, Rows } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

/** A visit that the node has not taken in: it waits for a network, or was refused. */
export function Unsent({ visit, onAgain }: { readonly visit: VisitToSend; readonly onAgain: () => void }) {
  const t = useWords();
  const { refused, venueName, at, key } = visit;
  return (
    <Card title={refused === undefined ? t('等待网络', 'Waits for a network') : t.say(refused.title)}>
      <Rows
        rows={[
          [t('场所', 'Place'), venueName],
          [t('时间', 'When'), dayAndTime(t, at)],
        ]}
      />
      {refused === undefined ? (
        <>
          <p>
            {t(
              '已经保存在手机里,有网络后打开应用会自动发送,请当天发送。',
              'It is kept on this phone and sent when the app is opened with a network. Send it today.',
            )}
          </p>
          <Button kind="plain" onClick={onAgain}>
            {t('现在发送', 'Send it now')}
          </Button>
        </>
      ) : (
        <>
          <p>{t.say(refused.cure)}</p>
          <Button kind="plain" onClick={() => dropVisit(key)}>
            {t('知道了', 'Understood')}
          </Button>
        </>
      )}
    </Card>
  );
}
