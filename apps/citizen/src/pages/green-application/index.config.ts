export default definePageConfig({ navigationBarTitleText: '转绿申请' });
