import { useState } from 'react';
import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card } from '@/ui/kit';
import { groups } from './list';

const countUnread = async () => {
  const { messages } = await ownNode().call(routes.listMessages, { query: {} });
  return messages.filter(({ readAt }) => readAt === null).length;
};

/** What was told to her, what is known of her, and what is hers to change. In elder mode what most people come for, the rest one tap further. */
export function Known() {
  const { elder } = useKept();
  const t = useWords();
  const [all, setAll] = useState(false);
  // Without a network no number is shown.
  const { value: unread = 0 } = useLoaded(countUnread);
  const isShown = ({ often }: { readonly often?: true }) => !elder || all || often === true;
  const shown = groups.map((group) => ({ ...group, places: group.places.filter(isShown) }));
  return (
    <>
      {shown.map(({ title, places }) => (
        <Card key={title.zh} title={t.say(title)}>
          <div className="list">
            {places.map(({ page, name, unread: counts }) => (
              <button key={page} type="button" className="list-link" onClick={() => goTo(page)}>
                <span>{t.say(name)}</span>
                <span className="list-end">
                  {counts === true && unread > 0 && (
                    <span className="mark">{t(`${unread} 条未读`, `${unread} new`)}</span>
                  )}
                  <span aria-hidden="true">›</span>
                </span>
              </button>
            ))}
          </div>
        </Card>
      ))}
      {elder && !all && (
        <Button kind="plain" onClick={() => setAll(true)}>
          {t('更多', 'More')}
        </Button>
      )}
    </>
  );
}
