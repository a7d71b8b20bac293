export default definePageConfig({ navigationBarTitleText: '我的码和证件' });
