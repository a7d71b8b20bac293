import Taro from '@tarojs/taro';
import { useState } from 'react';
import { useKept, useWords } from '@/store/hooks';
import { Button } from '@/ui/kit';
import { Page } from '@/ui/page';
import { groupNames, services } from './list';
import './services.css';

/** So few need no headings. */
const most = 4;

/** What else can be done: in elder mode what most people come for, and the rest one tap further. */
export default function Services() {
  const { elder, session } = useKept();
  const t = useWords();
  const [all, setAll] = useState(false);
  const shown = elder && !all ? services.filter(({ often }) => often === true) : services;
  return (
    <Page title={t('办事', 'Services')} nav="services">
      {Object.entries(groupNames).map(([group, title]) => {
        const tiles = shown.filter((service) => (service.group ?? 'other') === group);
        return (
          tiles.length > 0 && (
            <section key={group} className="tile-group">
              {shown.length > most && <h2 className="card-title">{t.say(title)}</h2>}
              <div className="tiles">
                {tiles.map(({ url, name, about }) => (
                  <button
                    key={url}
                    type="button"
                    className="tile"
                    onClick={() => void Taro.navigateTo({ url: session === undefined ? '/pages/sign-in/index' : url })}
                  >
                    <span className="tile-name">{t.say(name)}</span>
                    <span className="tile-about">{t.say(about)}</span>
                  </button>
                ))}
              </div>
            </section>
          )
        );
      })}
      {shown.length < services.length && (
        <Button kind="plain" onClick={() => setAll(true)}>
          {t('更多服务', 'More services')}
        </Button>
      )}
    </Page>
  );
}
