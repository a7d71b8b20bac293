import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Card } from '@/ui/kit';

const countUnread = async () => {
  const { messages } = await node().call(routes.listMessages, { query: {} });
  return messages.filter(({ readAt }) => readAt === null).length;
};

/** What was told to her, and what is known of her: messages, looks at her data, consents. Without a network no number is shown. */
export function Known() {
  const t = useWords();
  const { value: unread = 0 } = useLoaded(countUnread);
  const places = [
    { page: 'messages/index', name: t('我的消息', 'My messages'), mark: unread },
    { page: 'appeals/index', name: t('申诉和申请', 'Appeals and applications'), mark: 0 },
    { page: 'family/index', name: t('家人代办', 'Family'), mark: 0 },
    { page: 'records/index', name: t('谁看过我的信息', 'Who looked at my data'), mark: 0 },
    { page: 'consents/index', name: t('我的授权', 'What I have agreed to'), mark: 0 },
  ];
  return (
    <Card title={t('消息和记录', 'Messages and records')}>
      <div className="list">
        {places.map(({ page, name, mark }) => (
          <button key={page} type="button" className="list-link" onClick={() => goTo(page)}>
            <span>{name}</span>
            <span className="list-end">
              {mark > 0 && <span className="mark">{t(`${mark} 条未读`, `${mark} new`)}</span>}
              <span aria-hidden="true">›</span>
            </span>
          </button>
        ))}
      </div>
    </Card>
  );
}
