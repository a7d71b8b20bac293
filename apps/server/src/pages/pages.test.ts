import { problems } from '@tongxing/contract';
import { describe, expect, test } from 'vitest';
import { html } from './html.ts';
import { textOn } from '../ink.ts';
import { definitions, openPages, province, usualAnswers } from './test/page-app.ts';
import { ago } from '@tongxing/contract';

const app = await openPages();
const start = await app.inject('/');
const reference = await app.inject('/reference');

describe('a page of the node', () => {
  test.each([start, reference])('runs nothing and takes nothing from anywhere else', ({ headers, body }) => {
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i);
    expect(body.match(/<(?:link|img)[^>]*(?:href|src)="(?!\/)/g)).toBeNull();
  });

  test.each(['/', '/reference'])('%s links only what answers, here or in another province', async (address) => {
    const { body } = await app.inject(address);
    const targets = [...body.matchAll(/href="([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(targets.length).toBeGreaterThan(8);
    for (const target of new Set(targets)) {
      if (target.startsWith('/')) expect([target, (await app.inject(target)).statusCode]).toEqual([target, 200]);
      else if (target.startsWith('#')) expect(body).toContain(`id="${target.slice(1)}"`);
      else expect(target).toMatch(/^tel:|^https:\/\/shanxi\.example\/$/);
    }
  });

  test('wears the colour of the province in the header only, and nothing of another province', async () => {
    const { body } = await app.inject('/pages/style.css');
    expect(body.match(/#0B5CAD|--brand/g)).toEqual(['--brand', '#0B5CAD', '#0B5CAD', '--brand']);
    expect(body).not.toContain('url(');
  });
});

describe('the start page', () => {
  test('leads to the apps before all else', () => {
    const first = [...start.body.matchAll(/<li>\s*<a href="([^"]+)"/g)].slice(0, 3).map(([, address]) => address);
    expect(first).toEqual(['/app/', '/guard/', '/roster/']);
  });

  test('links the reference, the document and what the node says of itself', () => {
    const addresses = ['/reference', '/openapi.json', '/province', '/sources', '/pledge', '/log/checkpoint'];
    for (const address of [...addresses, '/federation/trust-list', '/healthz', '/readyz']) {
      expect(start.body).toContain(`href="${address}"`);
    }
  });

  test('shows how fresh each source is, in both languages', () => {
    expect(start.body).toContain('通信行程卡');
    expect(start.body).toMatch(/12 分钟前[^]*?12 minutes ago/);
  });

  test('shows the log, the other provinces, the pledge and the hotline', () => {
    expect(start.body).toContain('透明日志 42 条');
    expect(start.body).toContain('href="https://shanxi.example/"');
    expect(start.body).toContain(province.pledge.zh);
    expect(start.body).toContain('href="tel:053112345"');
  });

  test('is there while the database is not, and says what cannot be read', async () => {
    const poor = await openPages({ sources: undefined, checkpoint: undefined, trustList: undefined });
    const { statusCode, body } = await poor.inject('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('正在准备');
    expect(body).toContain('信任列表暂时读不到');
  });

  test('says so when the trust list has expired', async () => {
    const expired = await openPages({ ...usualAnswers, trustList: { ...usualAnswers.trustList!, expiresAt: 0 } });
    expect((await expired.inject('/')).body).toContain('过期');
    expect(start.body).not.toContain('过期');
  });
});

describe('the reference', () => {
  test.each(definitions)('has $method $path with its summary in both languages', ({ name, path, summary }) => {
    const article = articleOf(reference.body, name);
    expect(article).toContain(`<code>${path.replace(/:(\w+)/g, '{$1}')}</code>`);
    expect(article).toContain(summary.zh);
    expect(article).toContain(summary.en.replace("'", '&#39;'));
  });

  test('gives every problem of a route with its cure in both languages', () => {
    for (const route of definitions) {
      for (const code of route.problems ?? []) {
        expect(articleOf(reference.body, route.name)).toContain(problems[code].zh.cure);
        expect(articleOf(reference.body, route.name)).toContain(`<code>${code}</code>`);
      }
    }
  });

  test('says who may call, by which name GB/T 38963 knows it, and how much it takes', () => {
    const upload = articleOf(reference.body, 'uploadScans');
    expect(upload).toContain('已登记的查验设备');
    expect(upload).toContain('1074 KiB');
    expect(articleOf(reference.body, 'makeCode')).toContain('健康码制码请求');
    expect(articleOf(reference.body, 'createEnrolment')).toContain('工作人员:管理员、查验员');
  });

  test('describes every field with its limits', () => {
    expect(articleOf(reference.body, 'makeCode')).toMatch(/keys<\/code>[^]*?list of object[^]*?1–8 items/);
  });

  test('finds routes by a word in either language without a script', async () => {
    const found = await app.inject('/reference?q=%E8%A1%8C%E7%A8%8B');
    expect(found.body).toContain('id="declareItinerary"');
    expect(found.body).not.toContain('id="signIn"');
  });

  test('shows a query as text, whatever it holds', async () => {
    const { body } = await app.inject(`/reference?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(body).not.toContain('<script>');
    expect((await app.inject('/reference?q=a&q=b')).statusCode).toBe(200);
  });
});

test('text in a template is escaped, markup made by a template is not', () => {
  expect(html`<p>${'<b>&"\''}${html`<i>${1}</i>`}${undefined}</p>`.markup).toBe(
    '<p>&#60;b&#62;&#38;&#34;&#39;<i>1</i></p>',
  );
});

test.each([
  ['#0B5CAD', '#FFFFFF'],
  ['#8C1D18', '#FFFFFF'],
  ['#F5B000', '#17212B'],
])('on %s, %s can be read best', (brand, expected) => {
  expect(textOn(brand)).toBe(expected);
});

test.each([
  ['2026-11-24T07:59:30+08:00', '刚刚', 'just now'],
  ['2026-11-24T06:59:00+08:00', '1 小时前', '1 hour ago'],
  ['2026-11-22T08:01:00+08:00', '47 小时前', '47 hours ago'],
  ['2026-11-21T23:05:00Z', '11月22日 7:05', '22 Nov 7:05'],
])('%s is told as %s', (instant, zh, en) => {
  expect(ago(instant, new Date('2026-11-24T08:00:00+08:00'))).toEqual({ zh, en });
});

function articleOf(page: string, name: string): string {
  const from = page.indexOf(`<article id="${name}"`);
  return from === -1 ? '' : page.slice(from, page.indexOf('</article>', from));
}
