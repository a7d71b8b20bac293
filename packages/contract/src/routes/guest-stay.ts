import { defineRoute } from '../route.ts';
import { GuestStay, GuestStayPlan } from '../schemas/guest-stay.ts';

const tag = 'conversion';

export const getGuestStay = defineRoute({
  name: 'getGuestStay',
  method: 'GET',
  path: '/guest-stay',
  summary: { zh: '我在本省的停留', en: 'My stay in this province' },
  tag,
  access: 'citizen',
  status: 200,
  response: GuestStay,
});

export const planGuestStay = defineRoute({
  name: 'planGuestStay',
  method: 'PUT',
  path: '/guest-stay',
  summary: { zh: '告知何时离开', en: 'Say until when I stay' },
  tag,
  access: 'citizen',
  body: GuestStayPlan,
  status: 200,
  response: GuestStay,
  problems: ['leaving-date-invalid'],
});
