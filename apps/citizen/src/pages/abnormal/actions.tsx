import type { schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card } from '@/ui/kit';
import type { Bilingual } from '@/words/language';

interface Place {
  readonly page: string;
  readonly word: Bilingual;
}

const declaring: Place = { page: 'declare/index', word: { zh: '重新申报', en: 'Declare again' } };
const appealing: Place = { page: 'appeal/index', word: { zh: '提出申诉', en: 'Appeal' } };
const checking: Place = {
  page: 'self-check/index',
  word: { zh: '核对行程和风险地区', en: 'Compare itinerary and risk areas' },
};

/** Where something that the node advises is done in this app: by the route that it names, or by its code. */
const places: Readonly<Record<string, readonly Place[]>> = {
  declareHealth: [declaring],
  declareItinerary: [declaring],
  correctDeclaration: [declaring],
  fileAppeal: [appealing],
  applyForGreen: [{ page: 'green-application/index', word: { zh: '申请转绿', en: 'Apply to turn green' } }],
  askMovementPermit: [{ page: 'permits/index', word: { zh: '办理限时通行', en: 'Movement permit' } }],
  askTravelOutlook: [{ page: 'travel/index', word: { zh: '我能去吗', en: 'Can I go there' } }],
  appeal: [appealing],
  'check-itinerary': [checking, declaring],
};

/** What the node says that can be done now, each with the page where it is done. */
export function Actions({ actions }: { readonly actions: readonly schemas.PersonAction[] }) {
  const t = useWords();
  return (
    <Card title={t('现在可以做的', 'What you can do now')}>
      <ol className="actions">
        {actions.map(({ code, text, route }, place) => (
          <li key={code} className="action">
            <span className="step-mark" aria-hidden="true">
              {place + 1}
            </span>
            <div className="action-body">
              <p>{t.say(text)}</p>
              {(places[code] ?? places[route ?? ''] ?? []).map(({ page, word }) => (
                <Button key={page} kind="plain" onClick={() => goTo(page)}>
                  {t.say(word)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
