import { both, type Bilingual } from './bilingual.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { accessName, serviceNames, tagNames } from './names.ts';
import type { OpenApiDocument, Operation } from './openapi-document.ts';
import { renderOperation, type Route } from './reference-operation.ts';

const title: Bilingual = { zh: '接口说明', en: 'API reference' };

/** The whole API as one page, made from its OpenAPI document; with a query, only the routes that match it. */
export function renderReference(document: OpenApiDocument, query: string): Page {
  const routes = listRoutes(document);
  const found = routes.filter((route) => matches(route, query));
  const groups = Object.entries(tagNames)
    .map(([tag, name]) => ({ tag, name, routes: found.filter(({ operation }) => operation.tags.includes(tag)) }))
    .filter((group) => group.routes.length > 0);
  return {
    title,
    here: 'reference',
    body: html` <div class="contents">
        <form role="search" action="/reference" method="get">
          <label for="q">${both({ zh: '查找', en: 'Find' })}</label>
          <input id="q" name="q" type="search" maxlength="60" value="${query}" placeholder="code-making, 行程, UUID…" />
          <button>${both({ zh: '查找', en: 'Find' })}</button>
        </form>
        <nav aria-label="接口 Routes">
          ${groups.map(
            ({ tag, name, routes }) =>
              html`<details open>
                <summary><a href="#tag-${tag}">${both(name)}</a></summary>
                <ul>
                  ${routes.map(
                    ({ method, path, operation }) =>
                      html`<li>
                        <a href="#${operation.operationId}"
                          ><b class="method ${method}">${method}</b> <code>${path}</code></a
                        >
                      </li>`,
                  )}
                </ul>
              </details>`,
          )}
        </nav>
      </div>
      <div class="routes">
        <h1>${both(title)}</h1>
        ${query === '' ? renderManner(document) : renderFound(found.length, routes.length, query)}
        ${groups.map(
          (group) =>
            html`<section id="tag-${group.tag}">
              <h2>${both(group.name)}</h2>
              ${group.routes.map(renderOperation)}
            </section>`,
        )}
      </div>`,
  };
}

function listRoutes({ paths }: OpenApiDocument): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path: path.replace('{*}', '*'), operation })),
  );
}

function matches({ method, path, operation }: Route, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === '' || searchText(method, path, operation).includes(wanted);
}

function searchText(method: string, path: string, operation: Operation): string {
  const service = serviceNames[operation['x-gbt-38963-service'] ?? ''];
  const access = accessName(operation['x-access']);
  const words = [method, path, operation.operationId, operation.summary, ...operation['x-problems']];
  return [
    ...words,
    access.zh,
    access.en,
    service?.zh ?? '',
    service?.en ?? '',
    JSON.stringify(operation.requestBody ?? {}),
  ]
    .join(' ')
    .toLowerCase();
}

function renderManner({ servers = [] }: OpenApiDocument): Html {
  return html`<ul class="plain">
    <li>
      ${both({ zh: '地址', en: 'Address' })} <code>${servers[0]?.url ?? ''}</code> ·
      <a href="/openapi.json">OpenAPI 3.1</a>
    </li>
    <li>
      ${both({ zh: '内容为 JSON(UTF-8);多一个字段、少一个字段都会被拒绝,不会猜测。', en: 'Bodies are JSON in UTF-8; a field too many or too few is refused, never guessed at.' })}
    </li>
    <li>
      ${both({ zh: '时间带时区,本节点一律用 +08:00。', en: 'Instants carry an offset; this node speaks +08:00.' })}
    </li>
    <li>
      ${both({ zh: '登录后,把令牌放在请求头', en: 'Once signed in, the token goes into the header' })}
      <code>authorization: Bearer …</code>
    </li>
    <li>
      ${both({ zh: '问题按 RFC 9457 回答,写明发生了什么、怎么办、哪些已保存,中英文都有。', en: 'Problems follow RFC 9457: what happened, what to do, what was kept, in both languages.' })}
    </li>
  </ul>`;
}

function renderFound(count: number, all: number, query: string): Html {
  return html`<p role="status">
    ${both({ zh: `「${query}」:${all} 个接口中的 ${count} 个。`, en: `“${query}”: ${count} of ${all} routes.` })}
    <a href="/reference">${both({ zh: '看全部', en: 'Show all' })}</a>
  </p>`;
}
