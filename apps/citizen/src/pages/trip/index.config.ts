export default definePageConfig({ navigationBarTitleText: '多省行程' });
