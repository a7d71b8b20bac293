/** Why the word of the national platform gives no code, and what helps. */
export const nationalCauses = {
  'national-unreachable': {
    text: {
      zh: '国家政务服务平台暂时没有可用的回应。',
      en: 'The national platform gives no usable answer at the moment.',
    },
    cure: {
      zh: '系统会自动再次查询,您不用停留在此页,也不用重新填写。',
      en: 'We ask again by ourselves; you need not stay on this page nor enter anything again.',
    },
  },
  'national-no-record': {
    text: { zh: '国家政务服务平台上还没有您的健康码记录。', en: 'The national platform has no code of yours yet.' },
    cure: {
      zh: '请先在原省份申领健康码;已经申领的,数据同步通常需要 10 至 15 分钟。系统会自动再次查询。',
      en: 'Get a code in your province first; if you have one, its record usually arrives within 10 to 15 minutes. We ask again by ourselves.',
    },
    action: 'continueConversion',
  },
  'national-other-province': {
    text: {
      zh: '国家政务服务平台上您的码由另一个省份判定,不是您选择的省份。',
      en: 'On the national platform your code was decided by another province than you chose.',
    },
    cure: {
      zh: '请在原省份更新健康码,系统会自动再次查询;选错省份的,请撤回后选择发码省份再次申请,已填写的内容都已保留。',
      en: 'Renew your code in your province, and we ask again by ourselves. If you chose the wrong province, withdraw and apply again with the right one; what you entered is kept.',
    },
    action: 'continueConversion',
  },
  'national-not-enough': {
    text: {
      zh: '国家政务服务平台显示绿码,按本省规定还须由原省份直接核实。',
      en: 'The national platform says green; by the rules of this province your own province has to confirm it.',
    },
    cure: {
      zh: '系统会自动再次查询,您不用重新填写;急需出行的,请拨打服务热线。',
      en: 'We ask again by ourselves, and nothing is typed again. If you must travel soon, call the hotline.',
    },
  },
} as const;
