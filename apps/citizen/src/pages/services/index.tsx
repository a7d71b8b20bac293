import Taro from '@tarojs/taro';
import { useState } from 'react';
import { useKept, useWords } from '@/store/hooks';
import { Button } from '@/ui/kit';
import { Page } from '@/ui/page';
import { services } from './list';

/** What else can be done: in elder mode what most people come for, and the rest one tap further. */
export default function Services() {
  const { elder, session } = useKept();
  const t = useWords();
  const [all, setAll] = useState(false);
  const shown = elder && !all ? services.filter(({ often }) => often === true) : services;
  return (
    <Page title={t('办事', 'Services')} nav="services">
      <div className="tiles">
        {shown.map(({ url, name, about }) => (
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
      {shown.length < services.length && (
        <Button kind="plain" onClick={() => setAll(true)}>
          {t('更多服务', 'More services')}
        </Button>
      )}
    </Page>
  );
}
