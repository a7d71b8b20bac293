import { problems, type ProblemCode } from '@tongxing/contract';
import { both, type Bilingual } from './bilingual.ts';
import { exampleOf } from './example.ts';
import { html, type Html } from './html.ts';
import { accessName, limitName, serviceNames } from './names.ts';
import type { JsonSchema, Operation } from './openapi-document.ts';
import { schemaRows } from './schema-rows.ts';

export interface Route {
  /** In lower case. */
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const jsonType = 'application/json';

/** One route: what it does, who may call it, what it takes, what it answers, and the problems that are its own. */
export function renderOperation(route: Route): Html {
  const { method, path, operation } = route;
  const body = operation.requestBody?.content[jsonType]?.schema;
  const parameters = operation.parameters ?? [];
  return html`<article id="${operation.operationId}" class="route">
    <h3>
      <a class="anchor" href="#${operation.operationId}"
        ><b class="method ${method}">${method}</b> <code>${path}</code></a
      >
    </h3>
    <p class="summary">${both(operation['x-summary'])}</p>
    ${renderFacts(operation, body !== undefined)}
    ${parameters.length === 0 ? undefined : block({ zh: '参数', en: 'Parameters' }, renderTable(parameters.flatMap(({ name, schema }) => schemaRows(schema).map((row) => ({ ...row, path: name })))))}
    ${body === undefined ? undefined : block({ zh: '内容', en: 'Body' }, renderTable(schemaRows(body)))}
    ${block({ zh: '示例', en: 'Example' }, renderExample(route, body))} ${renderAnswers(operation)}
    ${operation['x-problems'].length === 0 ? undefined : block({ zh: '可能的问题', en: 'Problems of its own' }, renderProblems(operation['x-problems'] as ProblemCode[]))}
  </article>`;
}

function renderFacts(operation: Operation, hasBody: boolean): Html {
  const service = serviceNames[operation['x-gbt-38963-service'] ?? ''];
  return html`<dl class="facts">
    <div>
      <dt>${both({ zh: '谁可以调用', en: 'Who may call' })}</dt>
      <dd>${both(accessName(operation['x-access']))}</dd>
    </div>
    ${
      service === undefined
        ? undefined
        : html`<div>
            <dt>GB/T 38963</dt>
            <dd>${both(service)}</dd>
          </div>`
    }
    ${
      hasBody
        ? html`<div>
            <dt>${both({ zh: '内容上限', en: 'Body at most' })}</dt>
            <dd>${Math.round(operation['x-body-limit'] / 1024)} KiB</dd>
          </div>`
        : undefined
    }
    <div>
      <dt>${both({ zh: '次数上限', en: 'How often' })}</dt>
      <dd>${both(limitName(operation['x-limit']))}</dd>
    </div>
    <div>
      <dt>${both({ zh: '名称', en: 'Operation' })}</dt>
      <dd><code>${operation.operationId}</code></dd>
    </div>
  </dl>`;
}

function block(title: Bilingual, content: Html): Html {
  return html`<h4>${both(title)}</h4>
    ${content}`;
}

function renderTable(rows: ReturnType<typeof schemaRows>): Html {
  return html`<div class="scroll" tabindex="0">
    <table class="fields">
      <thead>
        <tr>
          <th>${both({ zh: '字段', en: 'Field' })}</th>
          <th>${both({ zh: '类型', en: 'Type' })}</th>
          <th>${both({ zh: '限制', en: 'Limits' })}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ path, required, type, limits, description }) =>
            html`<tr>
              <th scope="row">
                <code>${path}</code>
                ${required ? undefined : html`<small>${both({ zh: '可不填', en: 'optional' })}</small>`}
              </th>
              <td>${type}${description === '' ? undefined : html`<br /><small lang="en">${description}</small>`}</td>
              <td>${limits}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function renderExample({ method, path, operation }: Route, body: JsonSchema | undefined): Html {
  const values = (operation.parameters ?? []).map(({ name, schema }) => [name, String(exampleOf(schema))] as const);
  const target = values.reduce((text, [name, value]) => text.replace(name === '*' ? '*' : `{${name}}`, value), path);
  const lines = [
    `${method.toUpperCase()} ${target} HTTP/1.1`,
    ...(operation.security ?? [])
      .slice(0, 1)
      .map((scheme) =>
        'session' in scheme ? 'authorization: Bearer <token>' : 'signature-input, signature: RFC 9421',
      ),
    ...(body === undefined ? [] : [`content-type: ${jsonType}`, '', JSON.stringify(exampleOf(body), null, 2)]),
  ];
  return html`<pre tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function renderAnswers({ responses }: Operation): Html {
  return html`${Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { content = {} }]) => {
      const [[mediaType, media] = [undefined, undefined]] = Object.entries(content);
      if (mediaType === undefined) return block({ zh: `答复 ${status},无内容`, en: `Answer ${status}, empty` }, html``);
      const title = { zh: `答复 ${status}`, en: `Answer ${status}` };
      if (media?.schema === undefined) return block(title, html`<p><code>${mediaType}</code></p>`);
      return html`<details>
        <summary>${both(title)} <code>${mediaType}</code></summary>
        ${renderTable(schemaRows(media.schema))}
        <pre tabindex="0"><code>${JSON.stringify(exampleOf(media.schema), null, 2)}</code></pre>
      </details>`;
    })}`;
}

function renderProblems(codes: readonly ProblemCode[]): Html {
  return html`<ul class="problems">
    ${codes.map((code) => {
      const { status, zh, en } = problems[code];
      return html`<li>
        <p><b>${status}</b> <code>${code}</code></p>
        <p>${both({ zh: zh.title, en: en.title })}</p>
        <p class="cure">${both({ zh: zh.cure, en: en.cure })}</p>
      </li>`;
    })}
  </ul>`;
}
