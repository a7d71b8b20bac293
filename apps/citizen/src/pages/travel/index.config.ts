export default definePageConfig({ navigationBarTitleText: '我能去吗' });
