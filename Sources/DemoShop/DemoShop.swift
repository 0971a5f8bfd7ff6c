// DemoShop
