export default definePageConfig({ navigationBarTitleText: '更新和更正' });
