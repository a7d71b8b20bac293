import { ago, day, hours, routes } from '@tongxing/contract';
import { both, type Bilingual } from './bilingual.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { recognitionNames, sourceNames } from './names.ts';
import type { StartFacts } from './start-facts.ts';

/** Where everything of a node is, how fresh it is, and whom it trusts. */
export function renderStart(facts: StartFacts): Page {
  const { province } = facts;
  return {
    title: { zh: `${province.name.zh}健康码节点`, en: `${province.name.en} health-code node` },
    here: 'start',
    body: html` <h1>
        ${both({ zh: `${province.name.zh}健康码节点`, en: `The health-code node of ${province.name.en}` })}
      </h1>
      ${renderState(facts)}
      <div class="columns">
        <section aria-labelledby="links">
          <h2 id="links">${both({ zh: '这里有什么', en: 'What is here' })}</h2>
          <ul class="links">
            ${linksOf(facts).map(renderLink)}
          </ul>
        </section>
        <div>
          ${section('sources', { zh: '数据来源', en: 'Sources' }, renderSources(facts))}
          ${section('rules', { zh: '本省的规则', en: 'Rules of this province' }, renderRules(facts))}
        </div>
      </div>
      ${section('trust', { zh: '谁信任谁', en: 'Who trusts what' }, renderTrust(facts))}
      ${section('pledge', { zh: '承诺书与异议', en: 'The pledge, and how to object' }, renderPledge(facts))}`,
  };
}

interface Link {
  readonly address: string;
  readonly name: Bilingual;
}

/** The apps first: who comes here to do something looks for one of them. */
function linksOf({ apps, province }: StartFacts): Link[] {
  const citizen = { zh: `${province.codeName.zh}:居民端`, en: `${province.codeName.en}: the citizen’s app` };
  const checkpoint = { zh: '通行查验:查验员端', en: 'The checkpoint: the guard’s app' };
  const roster = { zh: '单位和学校:今日名单', en: 'Employers and schools: today' };
  return [
    ...(apps.citizen ? [{ address: '/app/', name: citizen }] : []),
    ...(apps.checkpoint
      ? [
          { address: '/guard/', name: checkpoint },
          { address: '/roster/', name: roster },
        ]
      : []),
    ...links,
  ];
}

const links: readonly Link[] = [
  { address: '/reference', name: { zh: '接口说明', en: 'API reference' } },
  { address: '/openapi.json', name: { zh: 'OpenAPI 3.1 文档', en: 'OpenAPI 3.1 document' } },
  ...[
    routes.getProvince,
    routes.getSources,
    routes.getPledge,
    routes.getLogCheckpoint,
    routes.getTrustList,
    routes.getHealth,
    routes.getReadiness,
  ].map(({ path, summary }) => ({ address: path, name: summary })),
];

function renderLink({ address, name }: Link): Html {
  return html`<li>
    <a href="${address}">${both(name)}<code>${address}</code></a>
  </li>`;
}

function section(id: string, title: Bilingual, content: Html): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${both(title)}</h2>
    ${content}
  </section>`;
}

function renderState({ ready, log, now }: StartFacts): Html {
  const state = ready
    ? html`<span class="state good"
        ><span aria-hidden="true">✓</span> ${both({ zh: '可以服务', en: 'Ready to serve' })}</span
      >`
    : html`<span class="state late"
        ><span aria-hidden="true">!</span> ${both({ zh: '正在准备', en: 'Getting ready' })}</span
      >`;
  const entries =
    log === undefined
      ? both({ zh: '透明日志还没有检查点', en: 'The log has no checkpoint yet' })
      : both({ zh: `透明日志 ${log.size} 条`, en: `${log.size} log entries` });
  const read = both({ zh: `读取于 ${day(now).zh}`, en: `read ${day(now).en}` });
  return html`<p class="states">
    ${state} <span class="state">${entries}</span> <span class="state quiet">${read}</span>
  </p>`;
}

function renderSources({ sources, now }: StartFacts): Html {
  if (sources === undefined)
    return html`<p>
      ${both({ zh: '暂时读不到。请稍后再看。', en: 'Cannot be read at the moment. Look again later.' })}
    </p>`;
  if (sources.length === 0)
    return html`<p>${both({ zh: '还没有向任何来源查询过。', en: 'No source has been asked yet.' })}</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>${both({ zh: '来源', en: 'Source' })}</th>
          <th>${both({ zh: '最近消息', en: 'Last heard' })}</th>
          <th>${both({ zh: '最近失败', en: 'Last failure' })}</th>
        </tr>
      </thead>
      <tbody>
        ${sources.map(
          ({ source, lastAnswerAt, lastUploadAt, lastFailureAt, isLate }) =>
            html`<tr>
              <th scope="row">${both(sourceNames[source] ?? { zh: source, en: source })}</th>
              <td>${since(later(lastAnswerAt, lastUploadAt), now)}${isLate === true ? late : undefined}</td>
              <td>${since(lastFailureAt, now)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const late = html` <small
  >${both({ zh: '(迟到:规则已不再据此判断)', en: '(late: the rules no longer rest on it)' })}</small
>`;

/** Both have the same offset. */
function later(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one > other) ? one : other;
}

function since(instant: string | null, now: Date): Html {
  if (instant === null) return both({ zh: '无', en: 'none' });
  return html`<time datetime="${instant}">${both(ago(instant, now))}</time>`;
}

function renderRules({ province }: StartFacts): Html {
  const { code, checkpoint, screenshots } = province;
  const limit = hours(checkpoint.asOfLimitSeconds);
  return html`<ul class="plain">
    <li>
      ${both({ zh: `健康码有效 ${code.validityDays} 天,可以续。`, en: `A code is valid for ${code.validityDays} days and can be renewed.` })}
    </li>
    <li>
      ${both({ zh: `画面每 ${code.displayRefreshSeconds} 秒更新,出示不需要网络。`, en: `The display changes every ${code.displayRefreshSeconds} seconds; showing it needs no network.` })}
    </li>
    <li>
      ${both({ zh: `没有网络的查验点,依据不超过 ${limit.zh}才判通过。`, en: `A checkpoint without a network says pass only on what is at most ${limit.en} old.` })}
    </li>
    <li>${both(screenshots)}</li>
  </ul>`;
}

function renderTrust({ trustList, now, province }: StartFacts): Html {
  const manner = html`<ul class="plain">
    <li>
      ${both({ zh: '手机和查验点只信任装机时固定的根密钥;根密钥共同签发信任列表。', en: 'Phones and checkpoints trust the root keys they were installed with; those keys together sign the trust list.' })}
    </li>
    <li>
      ${both({ zh: '列表里每个节点的每把密钥只有一种用途,只对自己的区划有效。', en: 'Each key of each node on the list has one use, and counts for its own division only.' })}
    </li>
    <li>
      ${both({ zh: '密钥、规则和列表的每次变化都进透明日志,任何人可以核对。', en: 'Every change of keys, rules and list goes into the log, where anybody can check it.' })}
    </li>
  </ul>`;
  if (trustList === undefined) {
    return html`${manner}
      <p>${both({ zh: '信任列表暂时读不到。', en: 'The trust list cannot be read at the moment.' })}</p>`;
  }
  const { version, expiresAt, nodes } = trustList;
  const until = day(new Date(expiresAt * 1000));
  const expired = expiresAt * 1000 <= now.getTime();
  return html`${manner}
    <p>
      ${both({
        zh: `信任列表第 ${version} 版,${expired ? '已于' : '有效至'} ${until.zh}${expired ? ' 过期' : ''}。`,
        en: `Version ${version} of the list, ${expired ? 'expired' : 'valid until'} ${until.en}.`,
      })}
    </p>
    <div class="scroll">
      <table class="nodes">
        <thead>
          <tr>
            <th>${both({ zh: '省份', en: 'Province' })}</th>
            <th>${both({ zh: '区划', en: 'Division' })}</th>
            <th>${both({ zh: '节点', en: 'Node' })}</th>
            <th>${both({ zh: '互认方式', en: 'Recognition' })}</th>
          </tr>
        </thead>
        <tbody>
          ${nodes.map(
            (node) =>
              html`<tr>
                <th scope="row">
                  ${both(node.name)}${node.division === province.division ? html` <small>${both({ zh: '(本省)', en: '(this node)' })}</small>` : undefined}
                </th>
                <td>${node.division}</td>
                <td><a href="${node.baseUrl}">${node.baseUrl}</a></td>
                <td>${both(recognitionNames[node.recognition.mode] ?? { zh: '', en: '' })}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function renderPledge({ province }: StartFacts): Html {
  const { pledge, contest, hotline } = province;
  return html`<blockquote>${both(pledge)}</blockquote>
    <p>${both(contest)}</p>
    <p>
      <a class="call" href="tel:${hotline.replaceAll('-', '')}"
        >${both({ zh: `拨打 ${hotline}`, en: `Call ${hotline}` })}</a
      >
    </p>`;
}
