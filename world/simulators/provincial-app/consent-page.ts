import { Plain } from '../program.ts';
import type { Authorisation, ProvincialAppAnswers } from './shapes.ts';

/** So many of those it knows are offered, the latest first. */
const most = 12;

const style =
  'body{margin:0;background:#f3f5f8;color:#1c2733;font:17px/1.6 system-ui,sans-serif}main{max-width:420px;margin:0 auto;padding:24px 16px}' +
  'h1{font-size:22px;margin:0}.mark{width:48px;height:48px;border-radius:12px;background:#c8322b;color:#fff;font-size:26px;display:grid;place-items:center}' +
  'header{display:flex;gap:12px;align-items:center;margin-bottom:16px}fieldset{border:0;margin:0 0 16px;padding:16px;background:#fff;border-radius:12px}' +
  'legend{float:left;width:100%;font-weight:600;margin-bottom:8px}label{display:flex;gap:10px;align-items:center;min-height:48px;clear:both}' +
  'button{width:100%;min-height:52px;border:0;border-radius:12px;font:inherit;font-weight:600;margin-bottom:12px;background:#c8322b;color:#fff}' +
  'button.plain{background:#fff;color:#1c2733;border:1px solid #8794a3}small{color:#4a5766}';

/** Where somebody says that she agrees. In a real app she is signed in already; here she says who she is. */
export function consentPage(
  { host: _host, authorization: _authorization, ...asked }: Authorisation,
  accounts: ProvincialAppAnswers['accounts'],
): Plain {
  const hidden = Object.entries(asked).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  );
  const choices = Object.entries(accounts)
    .slice(-most)
    .toReversed()
    .map(
      ([phone, { name }], place) =>
        `<label><input type="radio" name="phone" value="${phone}"${place === 0 ? ' checked' : ''}>${escaped(name)} ${phone}</label>`,
    );
  return page(
    `<form method="post" action="/authorize">${hidden.join('')}` +
      `<p>电子健康通行码请求获得您的手机号、姓名和身份证号。<br>The health pass asks for your phone number, name and identity number.</p>` +
      `<fieldset><legend>以谁登录 · Sign in as</legend>${choices.join('')}</fieldset>` +
      `<button name="decision" value="agree">同意并登录 · Agree</button>` +
      `<button class="plain" name="decision" value="decline">不同意 · Decline</button></form>` +
      `<small>这是模拟的省级 APP,人物均为虚构。A simulated app; everybody in it is invented.</small>`,
  );
}

/** Whoever asks is not known, or wants her sent where nobody has said: she is sent nowhere. */
export function strangerPage(): Plain {
  const told = '请求登录的应用没有登记,没有提供任何信息。<br>Whoever asks is not registered. Nothing was told.';
  return page(`<p role="alert">${told}</p>`, 400);
}

function page(content: string, status = 200): Plain {
  const html =
    `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>爱山东 统一身份认证(模拟)</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>` +
    `<body><main><header><div class="mark" aria-hidden="true">爱</div><h1>爱山东 统一身份认证</h1></header>${content}</main></body></html>`;
  return new Plain(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, html);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
