import type { schemas } from '@tongxing/contract';

/**
 * How a message is worded. `phrase` is at most five Chinese characters (the limit of a subscribe message); in title and text stand
 * the placeholders of {@link placeholders}. A province may replace any of them in its profile.
 */
export interface Wording {
  readonly phrase: string;
  readonly title: schemas.Bilingual;
  readonly text: schemas.Bilingual;
}

export const placeholders = [
  'codeName',
  'time',
  'at',
  'reasons',
  'until',
  'release',
  'contest',
  'hotline',
  'from',
  'to',
  'cause',
  'cure',
  'peer',
  'case',
  'answer',
  'office',
  'ground',
  'documentNumber',
] as const;
export type Placeholder = (typeof placeholders)[number];

const because = {
  zh: '原因:{reasons}有效至:{until}。怎样解除:{release}{contest}',
  en: 'Why: {reasons} Until: {until}. What releases it: {release} {contest}',
};

export const wordings = {
  'colour-changed:red': {
    phrase: '转为红码',
    title: { zh: '您的健康码变为红码', en: 'Your code has turned red' },
    text: {
      zh: `您的{codeName}于{time}变为红码。${because.zh}`,
      en: `Your {codeName} turned red at {time}. ${because.en}`,
    },
  },
  'colour-changed:yellow': {
    phrase: '转为黄码',
    title: { zh: '您的健康码变为黄码', en: 'Your code has turned yellow' },
    text: {
      zh: `您的{codeName}于{time}变为黄码。${because.zh}`,
      en: `Your {codeName} turned yellow at {time}. ${because.en}`,
    },
  },
  'colour-changed:green': {
    phrase: '转为绿码',
    title: { zh: '您的健康码为绿码', en: 'Your code is green' },
    text: {
      zh: '您的{codeName}自{time}起为绿码。依据:{reasons}{release}',
      en: 'Your {codeName} is green since {time}. Why: {reasons} {release}',
    },
  },
  'colour-changed:pending': {
    phrase: '转为待核',
    title: { zh: '您的健康码暂为待核', en: 'Your code is pending' },
    text: {
      zh: '您的{codeName}自{time}起为待核,不是黄码,也不是红码。有一项数据还没有收到,系统会自动再次查询,您不用做任何事。如需通行,请出示证件由现场核验,或拨打{hotline}。',
      en: 'Your {codeName} is pending since {time}; that is neither yellow nor red. Some data has not arrived; we ask again by ourselves and you need do nothing. To pass meanwhile, show your document, or call {hotline}.',
    },
  },
  'colour-worsening': {
    phrase: '颜色将变',
    title: { zh: '您的健康码即将变为{to}', en: 'Your code is about to turn {to}' },
    text: {
      zh: '按目前的数据,您的{codeName}将于{at}变为{to}。原因:{reasons}怎样避免:{release}{contest}',
      en: 'As things stand your {codeName} turns {to} at {at}. Why: {reasons} What prevents it: {release} {contest}',
    },
  },
  'code-ending': {
    phrase: '即将到期',
    title: { zh: '您的健康码即将到期', en: 'Your code is about to run out' },
    text: {
      zh: '您的{codeName}有效至{at}。请在此之前打开健康码,点击「健康码更新」;颜色不受影响。如需帮助,请拨打{hotline}。',
      en: 'Your {codeName} is valid until {at}. Open it and renew it before then; its colour is not affected. For help call {hotline}.',
    },
  },
  'application-approved': {
    phrase: '申请通过',
    title: { zh: '您的转码申请已通过', en: 'Your application is approved' },
    text: {
      zh: '您的外省码转换申请已于{time}通过,{codeName}现在可以使用。如有疑问,请拨打{hotline}。',
      en: 'Your application to convert your code was approved at {time}; your {codeName} is ready. Questions: call {hotline}.',
    },
  },
  'application-rejected': {
    phrase: '未能通过',
    title: { zh: '您的转码申请未通过', en: 'Your application was not approved' },
    text: {
      zh: '您的外省码转换申请没有通过。原因:{cause}怎样办:{cure}如有疑问,请拨打{hotline}。',
      en: 'Your application to convert your code was not approved. Why: {cause} What to do: {cure} Questions: call {hotline}.',
    },
  },
  'application-documents': {
    phrase: '需要补充',
    title: { zh: '您的转码申请需要补充', en: 'Your application needs something from you' },
    text: {
      zh: '您的外省码转换申请需要您补充。原因:{cause}怎样办:{cure}如有疑问,请拨打{hotline}。',
      en: 'Your application to convert your code needs something from you. Why: {cause} What to do: {cure} Questions: call {hotline}.',
    },
  },
  'application-expired': {
    phrase: '申请到期',
    title: { zh: '您的转码申请已到期', en: 'Your application has run out' },
    text: {
      zh: '您的外省码转换申请已到期结束,已填写的内容都已保留。原因:{cause}怎样办:{cure}如有疑问,请拨打{hotline}。',
      en: 'Your application to convert your code has run out; what you entered is kept. Why: {cause} What to do: {cure} Questions: call {hotline}.',
    },
  },
  'application-doubted': {
    phrase: '复核有疑',
    title: { zh: '复核对您的转码结果有疑问', en: 'A second look doubts the result of your application' },
    text: {
      zh: '工作人员抽查复核了您的外省码转换申请,对自动结论有疑问。您的码没有任何改变。您可以补充材料再次申请,或请求人工复核颜色;如有疑问,请拨打{hotline}。',
      en: 'A person has looked again at your application to convert your code and doubts the automatic result. Nothing of your code has changed. You can apply again with documents, or ask that a person looks at the colour. Questions: call {hotline}.',
    },
  },
  'application-deferred': {
    phrase: '暂缓办理',
    title: { zh: '您的转码申请暂缓办理', en: 'Your application is deferred' },
    text: {
      zh: '您的外省码转换申请暂缓办理。原因:{cause}怎样办:{cure}如有疑问,请拨打{hotline}。',
      en: 'Your application to convert your code is deferred. Why: {cause} What to do: {cure} Questions: call {hotline}.',
    },
  },
  'application-waiting': {
    phrase: '正在等待',
    title: { zh: '您的转码申请正在等待', en: 'Your application is waiting' },
    text: {
      zh: '您的外省码转换申请正在等待。原因:{cause}{cure}有结果时会再通知您。',
      en: 'Your application to convert your code is waiting. Why: {cause} {cure} You will be told the result.',
    },
  },
  'appeal-received': {
    phrase: '已受理',
    title: { zh: '您的申请已受理', en: 'Your case has been received' },
    text: {
      zh: '编号{case}。最迟{at}答复您,届时未答复的会逐级督办。您可以随时查看进度、补充材料,或拨打{hotline}。',
      en: 'Case {case}. You are answered by {at} at the latest; a late answer goes to the next level. You can see how it stands and add documents at any time, or call {hotline}.',
    },
  },
  'appeal-unconfirmed': {
    phrase: '记录待核',
    title: { zh: '有争议的记录暂不计入您的健康码', en: 'The contested record does not count for now' },
    text: {
      zh: '编号{case}。数据来源单位没有在期限内证实这条记录,它不再作为黄码或红码的依据。审核仍在进行,最迟{at}答复您。如需通行,请出示证件由现场核验,或拨打{hotline}。',
      en: 'Case {case}. The source has not confirmed the record in time, so it no longer makes your code yellow or red. The review goes on; you are answered by {at}. To pass meanwhile, show your document, or call {hotline}.',
    },
  },
  'appeal-upheld': {
    phrase: '申诉成立',
    title: { zh: '您的申诉成立', en: 'Your appeal is upheld' },
    text: {
      zh: '编号{case}。{answer}您的健康码现在是{to}。更正证明可在「我的申诉」中查看。如有疑问,请拨打{hotline}。',
      en: 'Case {case}. {answer} Your code is {to} now. The certificate of correction is with your appeal. Questions: call {hotline}.',
    },
  },
  'appeal-rejected': {
    phrase: '未能成立',
    title: { zh: '您的申诉未能成立', en: 'Your appeal is not upheld' },
    text: {
      zh: '编号{case}。{answer}您可以在「我的申诉」中申请由另一人复核,或拨打{hotline}。',
      en: 'Case {case}. {answer} You can ask under your appeals that another person looks at it, or call {hotline}.',
    },
  },
  'hearing-opened': {
    phrase: '请您说明',
    title: { zh: '您的申报与数据有不一致之处', en: 'Your declaration and the data differ' },
    text: {
      zh: '编号{case}。{cause}也可能是数据有误。请在{at}之前补充申报或作出说明;这不影响您的健康码,也不会自动带来任何处理。如需帮助,请拨打{hotline}。',
      en: 'Case {case}. {cause} The data may be wrong as well. Please complete your declaration or say how it was by {at}; your code is not affected, and nothing follows by itself. For help call {hotline}.',
    },
  },
  'hearing-closed': {
    phrase: '已办结',
    title: { zh: '申报核对已办结', en: 'The matter of your declaration is closed' },
    text: {
      zh: '编号{case}。{answer}如有疑问,请拨打{hotline}。',
      en: 'Case {case}. {answer} Questions: call {hotline}.',
    },
  },
  'arrival-prompted': {
    phrase: '到达提醒',
    title: { zh: '您的转码申请已经备好', en: 'Your application stands ready' },
    text: {
      zh: '按您的授权,系统得知您已到达。转码申请已按您之前的申报备好,打开核对后点一次即可提交。如不需要,不用理会;可随时在「我的授权」中撤回。如有疑问,请拨打{hotline}。',
      en: 'By your consent we know that you have arrived. Your application is filled in from what you declared: check it and send it with one tap. If you do not need it, do nothing; you can withdraw the consent at any time. Questions: call {hotline}.',
    },
  },
  'journey-changed': {
    phrase: '结果有变',
    title: { zh: '您的预登记有新结果', en: 'There is a new answer to your journey' },
    text: {
      zh: '您的来前预登记于{time}有新的结果。请打开「预登记」查看原因和需要做的事;填写的内容都已保留。如有疑问,请拨打{hotline}。',
      en: 'There is a new answer to the journey you registered, at {time}. Open it to see why and what to do; what you entered is kept. Questions: call {hotline}.',
    },
  },
  'stay-outlasts-code': {
    phrase: '行程未完',
    title: { zh: '您的码会在行程结束前到期', en: 'Your code runs out before you leave' },
    text: {
      zh: '您的{codeName}有效至{at},而您填写的离开时间在此之后。请在到期前打开「我的申请」点一次「更新」,不用重新填写;颜色不受影响。如需帮助,请拨打{hotline}。',
      en: 'Your {codeName} is valid until {at}, and you said that you leave later. Open your application and tap to renew it before then; nothing is entered again and its colour is not affected. For help call {hotline}.',
    },
  },
  'stay-over': {
    phrase: '更新行程',
    title: { zh: '离开后请更新行程', en: 'You have left: please complete your itinerary' },
    text: {
      zh: '您填写的离开时间是{at}。离开本省或本市后,请在健康码中更新行程;如果还在本地,请改填离开时间。如需帮助,请拨打{hotline}。',
      en: 'You said that you leave at {at}. After leaving the province or city please complete your itinerary; if you are still here, give another day. For help call {hotline}.',
    },
  },
  'stay-long': {
    phrase: '可以转入',
    title: { zh: '您可以把健康码转到居住社区', en: 'Your code can be transferred to where you live' },
    text: {
      zh: '您自{at}起在本省停留已较长时间。您可以在「我的停留」中点一次,申请把健康码转到居住地社区,就近参加核酸检测和接收通知;不申请也可以继续更新现在的码。如需帮助,请拨打{hotline}。',
      en: 'You have been in this province since {at}. With one tap under your stay you can ask that your code is transferred to the community where you live, where you are tested and informed; if you do not, you can go on renewing the one you have. For help call {hotline}.',
    },
  },
  'transfer-rejected': {
    phrase: '未能转入',
    title: { zh: '您的转入申请未通过', en: 'Your transfer was not agreed to' },
    text: {
      zh: '您把健康码转到居住社区的申请没有通过,现有的码没有改变。原因和办法:{ground}{contest}',
      en: 'Your code was not transferred to the community where you live; it is as it was. Why, and what to do: {ground} {contest}',
    },
  },
  'transfer-done': {
    phrase: '已经转入',
    title: { zh: '您的健康码已转入本省', en: 'Your code is this province’s now' },
    text: {
      zh: '依您的申请,经居住社区核实、原省份同意,您的健康码自{time}起由本省管理,直到您再次转出;核酸检测和通知由居住社区办理。{contest}',
      en: 'As you asked, with the agreement of your community and your former province, your code is this province’s since {time}, until you transfer it again; your community tests and informs you. {contest}',
    },
  },
  'transferred-away': {
    phrase: '已经转出',
    title: { zh: '您的健康码已转到{peer}', en: 'Your code was transferred to {peer}' },
    text: {
      zh: '依您的授权,您的健康码于{at}转到{peer},本省不再更新,直到您转回;以前的记录仍按保存期保存。如不是本人办理,请立即拨打{hotline}。{contest}',
      en: 'By your consent your code was transferred to {peer} at {at}; it is not renewed here until you transfer it back, and your records are kept for their time. If it was not you, call {hotline} at once. {contest}',
    },
  },
  'data-exported': {
    phrase: '数据导出',
    title: { zh: '您的全部数据已导出', en: 'All your data was exported' },
    text: {
      zh: '您的全部数据已于{time}凭手机验证码导出。如不是本人操作,请立即拨打{hotline},并在「我的设备」中退出其他登录。',
      en: 'All your data was exported at {time} with a code sent to this phone. If it was not you, call {hotline} at once and sign out everywhere else under your devices.',
    },
  },
  'closure-asked': {
    phrase: '申请注销',
    title: { zh: '您申请了注销账号', en: 'You asked to close your account' },
    text: {
      zh: '将于{at}开始销毁您的全部信息,在此之前可以在「我的数据」中撤回,期间一切照常。如不是本人操作,请撤回并拨打{hotline}。',
      en: 'Everything that is held of you is destroyed from {at} on. Until then you can take it back under your data, and everything goes on as usual. If it was not you, take it back and call {hotline}.',
    },
  },
  'closure-waits': {
    phrase: '注销暂缓',
    title: { zh: '注销要等防控措施结束', en: 'Closing waits for the end of a measure' },
    text: {
      zh: '您的码现在有防控措施,或有关决定还在复核,结束后再注销,目前预计{at}再看。您可以在「我的数据」中撤回注销。{contest}',
      en: 'A measure about you holds, or a decision is still reviewed; your account is closed after its end, as things stand looked at again at {at}. You can take it back under your data. {contest}',
    },
  },
  'closure-withdrawn': {
    phrase: '撤回注销',
    title: { zh: '注销申请已撤回', en: 'Your account stays' },
    text: {
      zh: '注销申请已于{time}撤回,您的码和信息都没有变化。如不是本人操作,请拨打{hotline}。',
      en: 'You took the closing of your account back at {time}; your code and data are as they were. If it was not you, call {hotline}.',
    },
  },
  'closure-begun': {
    phrase: '开始注销',
    title: { zh: '您的账号正在注销', en: 'Your account is being closed' },
    text: {
      zh: '您的码已停用,全部信息正在销毁。回执编号{case},在核验证明页面可查。以后需要时可以重新登录和认证。如有疑问,请拨打{hotline}。',
      en: 'Your code has ended and everything held of you is being destroyed. The number of your receipt is {case}; see it where certificates are checked. Whenever you need a code, sign in and be verified anew. Questions: call {hotline}.',
    },
  },
  'acting-ended': {
    phrase: '代办结束',
    title: { zh: '一项家人代办已结束', en: 'Acting for family has ended' },
    text: {
      zh: '与您有代办关系的一位家人注销了账号,代办于{time}结束。需要时可以由其他家人重新办理。如有疑问,请拨打{hotline}。',
      en: 'Somebody of your family who acted for you, or for whom you acted, has closed the account; it ended at {time}. Another member of the family can take it up. Questions: call {hotline}.',
    },
  },
  'visit-doubtful': {
    phrase: '到访存疑',
    title: { zh: '两次到访相隔太近', en: 'Two visits too close together' },
    text: {
      zh: '您名下有两次在不同城市的到访,时间相隔只有几分钟,都已标为存疑;您的颜色不受影响。请打开「到访记录」,不是本人的请点「不是我」。如有疑问,请拨打{hotline}。',
      en: 'Two visits in different cities within minutes stand in your name; both are marked as doubtful, and your colour is as it was. Open "My visits" and tap "Not me" on what was not you. Questions: call {hotline}.',
    },
  },
  'question-asserted': {
    phrase: '有人查询',
    title: { zh: '{peer}查询了您的健康码', en: '{peer} asked about your code' },
    text: {
      zh: '{peer}于{time}称已得到您的同意,查询了您的健康码。如果您没有同意,请拨打{hotline}。全部查询记录可在「我的授权」中查看。',
      en: '{peer} asked about your code at {time}, saying that you agreed. If you did not, call {hotline}. All questions are listed under your consents.',
    },
  },
  'colour-by-list': {
    phrase: '列入名单',
    title: { zh: '您被列入赋码名单', en: 'You are on a list that colours people' },
    text: {
      zh: '{office}疫情防控办于{time}将您列入赋码名单。事由:{ground};文号:{documentNumber};有效至{at}。{contest}',
      en: 'The epidemic control office of {office} put you on a list at {time}. Ground: {ground}. Document: {documentNumber}. Until: {at}. {contest}',
    },
  },
  'colour-by-hand': {
    phrase: '人工赋码',
    title: { zh: '您的健康码由人工赋码', en: 'Your code was set by hand' },
    text: {
      zh: '{office}疫情防控办于{time}对您人工赋码,由两人批准。事由:{ground};文号:{documentNumber};有效至{at}。{contest}',
      en: 'The epidemic control office of {office} set your code by hand at {time}; two people agreed. Ground: {ground}. Document: {documentNumber}. Until: {at}. {contest}',
    },
  },
} as const satisfies Readonly<Record<string, Wording>>;

export type WordingName = keyof typeof wordings;
