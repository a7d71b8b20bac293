export default definePageConfig({ navigationBarTitleText: '放到桌面' });
