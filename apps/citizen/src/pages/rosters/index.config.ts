export default definePageConfig({ navigationBarTitleText: '单位和学校' });
