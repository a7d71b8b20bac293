import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { changePhoneAtDesk, type DeskDeps, sendDeskCode } from './desk.ts';

export function lostPhoneRoutes(deps: DeskDeps): Implementation[] {
  return [
    implement(routes.sendDeskPhoneCode, async ({ principal, body, source }) => {
      await sendDeskCode(deps, principal, body.phone, source);
      return { sent: true };
    }),
    implement(routes.changePhoneAtDesk, async ({ principal, body }) => {
      await changePhoneAtDesk(deps, principal, body);
      return { changed: true };
    }),
  ];
}
