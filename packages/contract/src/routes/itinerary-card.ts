import { defineRoute } from '../route.ts';
import * as card from '../schemas/itinerary-card.ts';

export const askItineraryCard = defineRoute({
  name: 'askItineraryCard',
  method: 'POST',
  path: '/me/itinerary-card',
  summary: { zh: '用通信行程卡填写近 14 天行程', en: 'My last days as the carriers’ itinerary card has them' },
  tag: 'declaration',
  access: 'citizen',
  limit: { per: 'account', count: 20, seconds: 3600 },
  body: card.ItineraryCardQuestion,
  status: 200,
  response: card.OwnItineraryCard,
});
