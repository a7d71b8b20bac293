import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Bilingual, Division, Instant, closed } from '../schemas/basics.ts';
import { SignOnOffer } from '../schemas/sign-on.ts';

const tag = 'node';

export const getProvince = defineRoute({
  name: 'getProvince',
  method: 'GET',
  path: '/province',
  summary: { zh: '本省节点:名称、热线、规则', en: 'This node: names, hotline, rules' },
  tag,
  access: 'public',
  status: 200,
  response: closed({
    division: Division,
    name: Bilingual,
    codeName: Bilingual,
    hotline: Type.String(),
    codeScope: Type.Enum(['province', 'city'], {
      description: 'what a code is for: the province, or one of its cities',
    }),
    codeValidityDays: Type.Integer(),
    stripDaysAhead: Type.Integer(),
    displayRefreshSeconds: Type.Integer(),
    correctionsPerDay: Type.Union([Type.Integer(), Type.Null()], {
      description: 'how often in a day a person may correct what she has declared; null: as often as she likes',
    }),
    screenshots: Bilingual,
    signOn: Type.Union([SignOnOffer, Type.Null()], {
      description: 'the app of the province, where its people can sign in; null where there is none',
    }),
    serverTime: Instant,
  }),
});

export const getSources = defineRoute({
  name: 'getSources',
  method: 'GET',
  path: '/sources',
  summary: { zh: '各数据来源的新鲜程度', en: 'How fresh each source is' },
  tag,
  access: 'public',
  status: 200,
  response: closed({
    sources: Type.Array(
      closed({
        source: Type.String(),
        lastAnswerAt: Type.Union([Instant, Type.Null()]),
        lastUploadAt: Type.Union([Instant, Type.Null()], {
          description: '最近一次上传文件 · when it last sent a file',
        }),
        lastFailureAt: Type.Union([Instant, Type.Null()]),
        pausedUntil: Type.Union([Instant, Type.Null()], {
          description: '连续失败后暂停询问,到此时刻再试 · it has failed too often and is not asked until then',
        }),
        freshForSeconds: Type.Union([Type.Number(), Type.Null()], {
          description:
            '现行规则认为其数据有效的最短时间;规则不用它时为空 · the shortest time for which a rule in force calls it fresh; null where none reads it',
        }),
        isLate: Type.Union([Type.Boolean(), Type.Null()], {
          description: '已超过该时间没有消息 · nothing has been heard for longer than that',
        }),
      }),
    ),
  }),
});

export const getHealth = defineRoute({
  name: 'getHealth',
  method: 'GET',
  path: '/healthz',
  summary: { zh: '进程是否存活', en: 'Is the process alive' },
  tag,
  access: 'public',
  status: 200,
  response: closed({ alive: Type.Boolean() }),
});

export const getReadiness = defineRoute({
  name: 'getReadiness',
  method: 'GET',
  path: '/readyz',
  summary: { zh: '是否可以服务', en: 'Can it serve' },
  tag,
  access: 'public',
  status: 200,
  response: closed({
    ready: Type.Boolean(),
    log: Type.Union([Type.Literal('whole'), Type.Literal('forked')], {
      description: 'forked: the database does not hold the tree that was signed last, and nothing more is signed',
    }),
  }),
  problems: ['temporarily-unavailable'],
});
