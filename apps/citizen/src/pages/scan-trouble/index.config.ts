export default definePageConfig({ navigationBarTitleText: '扫码不通过' });
